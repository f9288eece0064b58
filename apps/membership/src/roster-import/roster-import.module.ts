import { Module } from '@nestjs/common';
import { AnnotateRoster } from './application/annotate-roster.js';
import { AnnounceWorkers } from './application/announce-workers.js';
import { DecideRosterLines } from './application/decide-roster-lines.js';
import { ImportRosterLines } from './application/import-roster-lines.js';
import { PlaceLines } from './application/place-lines.js';
import { ProcessRoster } from './application/process-roster.js';
import { PlannedWorkers } from './persistence/planned-workers.js';
import { RosterLineRepository } from './persistence/roster-line-repository.js';
import { RosterRepository } from './persistence/roster-repository.js';

@Module({
  providers: [
    AnnotateRoster,
    AnnounceWorkers,
    DecideRosterLines,
    ImportRosterLines,
    PlannedWorkers,
    PlaceLines,
    ProcessRoster,
    RosterLineRepository,
    RosterRepository,
  ],
  exports: [AnnotateRoster, ImportRosterLines, PlannedWorkers, ProcessRoster, RosterLineRepository, RosterRepository],
})
export class RosterImportModule {}
