import { Module } from '@nestjs/common';
import { AppointmentModule } from '../appointment/appointment.module.js';
import { AnnounceWorkers } from '../roster-import/application/announce-workers.js';
import { CancelUnitChange } from './application/cancel-unit-change.js';
import { CarryOtherMemberships } from './application/carry-other-memberships.js';
import { CarryOutPlannedChanges } from './application/carry-out-planned-changes.js';
import { CarryOutUnitChange } from './application/carry-out-unit-change.js';
import { DecideUnitChange } from './application/decide-unit-change.js';
import { DissolveUnit } from './application/dissolve-unit.js';
import { FillInitials } from './application/fill-initials.js';
import { KeepTree } from './application/keep-tree.js';
import { MergeUnits } from './application/merge-units.js';
import { MoveUnitElsewhere } from './application/move-unit-elsewhere.js';
import { OpenUnitBelow } from './application/open-unit-below.js';
import { PassOnOpenRequests } from './application/pass-on-open-requests.js';
import { RenameUnit } from './application/rename-unit.js';
import { SplitUnit } from './application/split-unit.js';
import { TakeOverUnits } from './application/take-over-units.js';
import { HandoverRepository } from './persistence/handover-repository.js';
import { OpenRequestRepository } from './persistence/open-request-repository.js';
import { TallyRepository } from './persistence/tally-repository.js';
import { UnitChangeReader } from './persistence/unit-change-reader.js';
import { UnitChangeRepository } from './persistence/unit-change-repository.js';
import { UnitChangeRpc } from './rpc/unit-change.rpc.js';
import { UnitModule } from './unit.module.js';

/** How the tree changes, today or on a day to come. */
@Module({
  imports: [AppointmentModule, UnitModule],
  providers: [
    AnnounceWorkers,
    CancelUnitChange,
    CarryOtherMemberships,
    CarryOutPlannedChanges,
    CarryOutUnitChange,
    DecideUnitChange,
    DissolveUnit,
    FillInitials,
    HandoverRepository,
    KeepTree,
    MergeUnits,
    MoveUnitElsewhere,
    OpenUnitBelow,
    OpenRequestRepository,
    PassOnOpenRequests,
    RenameUnit,
    SplitUnit,
    TakeOverUnits,
    TallyRepository,
    UnitChangeReader,
    UnitChangeRepository,
  ],
  controllers: [UnitChangeRpc],
})
export class UnitChangeModule {}
