import { Module } from '@nestjs/common';
import { AnnounceUnits } from './application/announce-units.js';
import { ChangeUnitDetails } from './application/change-unit-details.js';
import { CheckTree } from './application/check-tree.js';
import { ProcessUnitsFile } from './application/process-units-file.js';
import { RevealUnitContact } from './application/reveal-unit-contact.js';
import { PastTreeReader } from './persistence/past-tree-reader.js';
import { TreeCheckRepository } from './persistence/tree-check-repository.js';
import { UnitContactRepository } from './persistence/unit-contact-repository.js';
import { UnitImportRepository } from './persistence/unit-import-repository.js';
import { UnitMirrorReader } from './persistence/unit-mirror-reader.js';
import { UnitReader } from './persistence/unit-reader.js';
import { UnitRepository } from './persistence/unit-repository.js';
import { TreeCheckRpc } from './rpc/tree-check.rpc.js';
import { UnitMirrorRpc } from './rpc/unit-mirror.rpc.js';
import { UnitRpc } from './rpc/unit.rpc.js';

/** Units as they are and were. How the tree changes: UnitChangeModule. */
@Module({
  providers: [
    AnnounceUnits,
    ChangeUnitDetails,
    CheckTree,
    PastTreeReader,
    ProcessUnitsFile,
    RevealUnitContact,
    TreeCheckRepository,
    UnitContactRepository,
    UnitImportRepository,
    UnitMirrorReader,
    UnitReader,
    UnitRepository,
  ],
  controllers: [TreeCheckRpc, UnitRpc, UnitMirrorRpc],
  exports: [AnnounceUnits, ProcessUnitsFile, UnitRepository],
})
export class UnitModule {}
