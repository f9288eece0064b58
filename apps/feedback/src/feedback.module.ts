import { UnitMirrorModule } from '@guantong/hierarchy';
import { MessagingModule } from '@guantong/messaging';
import { PersistenceModule } from '@guantong/persistence';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AttachmentModule } from './attachment/attachment.module.js';
import { CaseModule } from './case/case.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { EverySoOften } from './every-so-often.js';
import { FeedbackConfig } from './feedback-config.js';
import { IntakeModule } from './intake/intake.module.js';
import { feedbackOrm } from './orm.js';
import { ReplyModule } from './reply/reply.module.js';
import { SlaModule } from './sla/sla.module.js';
import { SuccessionModule } from './succession/succession.module.js';

@Global()
@Module({})
class FeedbackConfigModule {
  static with(config: FeedbackConfig): DynamicModule {
    return {
      module: FeedbackConfigModule,
      providers: [{ provide: FeedbackConfig, useValue: config }],
      exports: [FeedbackConfig],
    };
  }
}

@Module({})
export class FeedbackModule {
  static with(config: FeedbackConfig): DynamicModule {
    return {
      module: FeedbackModule,
      imports: [
        FeedbackConfigModule.with(config),
        PersistenceModule.forService(() => ({
          service: 'feedback',
          databaseUrl: config.DATABASE_URL,
          poolSize: config.DB_POOL,
          ...feedbackOrm,
        })),
        MessagingModule.forService(() => ({ service: 'feedback', natsUrl: config.NATS_URL })),
        UnitMirrorModule.forService(() => ({ reconcileEveryMs: config.UNIT_MIRROR_RECONCILE_SECONDS * 1000 })),
        IntakeModule,
        CaseModule,
        SlaModule,
        ReplyModule,
        AttachmentModule,
        SuccessionModule,
        ErasureModule,
      ],
      providers: [EverySoOften],
    };
  }
}
