import { Module } from '@nestjs/common';
import { RetriedCommands } from '../retried-commands.js';
import { AnnounceWorkers } from '../roster-import/application/announce-workers.js';
import { WorkerModule } from '../worker/worker.module.js';
import { AnnounceWorker } from './application/announce-worker.js';
import { ChangeSecondUnions } from './application/change-second-unions.js';
import { SecondaryMemberships } from './persistence/secondary-memberships.js';
import { UnionReader } from './persistence/union-reader.js';
import { WorkerPlaces } from './persistence/worker-places.js';
import { UnionRpc } from './rpc/union.rpc.js';

@Module({
  imports: [WorkerModule],
  providers: [
    AnnounceWorker,
    AnnounceWorkers,
    ChangeSecondUnions,
    RetriedCommands,
    SecondaryMemberships,
    UnionReader,
    WorkerPlaces,
  ],
  controllers: [UnionRpc],
  exports: [AnnounceWorker, RetriedCommands, SecondaryMemberships, UnionReader, WorkerPlaces, WorkerModule],
})
export class MembershipPlaceModule {}
