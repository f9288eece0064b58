import { Module } from '@nestjs/common';
import { FindPlace } from './application/find-place.js';
import { ListUnreached } from './application/list-unreached.js';
import { ReportCoverage } from './application/report-coverage.js';
import { WatchProgress } from './application/watch-progress.js';
import { CoverageRepository } from './persistence/coverage-repository.js';
import { PlaceRepository } from './persistence/place-repository.js';
import { UnreachedRepository } from './persistence/unreached-repository.js';
import { CoverageRpc } from './rpc/coverage.rpc.js';

@Module({
  controllers: [CoverageRpc],
  providers: [
    PlaceRepository,
    CoverageRepository,
    UnreachedRepository,
    FindPlace,
    WatchProgress,
    ReportCoverage,
    ListUnreached,
  ],
})
export class CoverageModule {}
