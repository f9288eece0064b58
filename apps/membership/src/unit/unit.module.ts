import { Module } from '@nestjs/common';
import { AnnounceUnits } from './application/announce-units.js';
import { ChangeUnitDetails } from './application/change-unit-details.js';
import { MoveUnitElsewhere } from './application/move-unit-elsewhere.js';
import { OpenUnitBelow } from './application/open-unit-below.js';
import { ProcessUnitsFile } from './application/process-units-file.js';
import { UnitImportRepository } from './persistence/unit-import-repository.js';
import { UnitMirrorReader } from './persistence/unit-mirror-reader.js';
import { UnitReader } from './persistence/unit-reader.js';
import { UnitRepository } from './persistence/unit-repository.js';
import { UnitMirrorRpc } from './rpc/unit-mirror.rpc.js';
import { UnitRpc } from './rpc/unit.rpc.js';

@Module({
  providers: [
    AnnounceUnits,
    ChangeUnitDetails,
    MoveUnitElsewhere,
    OpenUnitBelow,
    ProcessUnitsFile,
    UnitImportRepository,
    UnitMirrorReader,
    UnitReader,
    UnitRepository,
  ],
  controllers: [UnitRpc, UnitMirrorRpc],
  exports: [AnnounceUnits, ProcessUnitsFile, UnitRepository],
})
export class UnitModule {}
