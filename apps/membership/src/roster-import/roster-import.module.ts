import { Module } from '@nestjs/common';
import { AnnounceWorkers } from './application/announce-workers.js';
import { ImportRosterLines } from './application/import-roster-lines.js';
import { ProcessRoster } from './application/process-roster.js';
import { RosterRepository } from './persistence/roster-repository.js';

@Module({
  providers: [AnnounceWorkers, ImportRosterLines, ProcessRoster, RosterRepository],
  exports: [ProcessRoster],
})
export class RosterImportModule {}
