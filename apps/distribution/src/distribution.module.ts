import { UnitMirrorModule } from '@guantong/hierarchy';
import { MessagingModule } from '@guantong/messaging';
import { PersistenceModule } from '@guantong/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import { CoverageModule } from './coverage/coverage.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { DistributionConfig } from './distribution-config.js';
import { distributionMigrations, distributionTables } from './migrations.js';
import { PostMirrorModule } from './post-mirror/post-mirror.module.js';
import { ReceiptModule } from './receipt/receipt.module.js';
import { RelayModule } from './relay/relay.module.js';
import { SuccessionModule } from './succession/succession.module.js';
import { TimerLease } from './timer/timer-lease.js';
import { WorkerMirrorModule } from './worker-mirror/worker-mirror.module.js';

@Module({
  imports: [
    WorkerMirrorModule,
    PostMirrorModule,
    RelayModule,
    DeliveryModule,
    ReceiptModule,
    CoverageModule,
    SuccessionModule,
  ],
})
export class DistributionModule {}

/** What every capability of this service may ask for. */
function settingsModule(config: DistributionConfig): DynamicModule {
  @Module({})
  class DistributionSettings {}
  const providers = [{ provide: DistributionConfig, useValue: config }, TimerLease];
  return { module: DistributionSettings, global: true, providers, exports: providers };
}

export const distributionModule = (config: DistributionConfig): DynamicModule => ({
  module: DistributionModule,
  imports: [
    PersistenceModule.forService(() => ({
      service: 'distribution',
      databaseUrl: config.DATABASE_URL,
      poolSize: config.DB_POOL,
      entities: [],
      migrations: distributionMigrations,
      plainTables: distributionTables,
    })),
    MessagingModule.forService(() => ({ service: 'distribution', natsUrl: config.NATS_URL })),
    UnitMirrorModule.forService(),
    settingsModule(config),
  ],
});
