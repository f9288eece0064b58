import { type OnDutyAnswer, WhoIsOnDuty } from '@guantong/contracts';
import { UnitMirrorRepository, UnitSuccessions } from '@guantong/hierarchy';
import { Outbox, RpcClient } from '@guantong/messaging';
import { Database, IdempotentCommands } from '@guantong/persistence';
import { fail } from '@guantong/contracts';
import { type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import { Global, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AttachmentModule } from '../attachment/attachment.module.js';
import { CaseModule } from '../case/case.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { FeedbackConfig } from '../feedback-config.js';
import { IntakeModule } from '../intake/intake.module.js';
import { feedbackOrm } from '../orm.js';
import { ReplyModule } from '../reply/reply.module.js';
import { SlaModule } from '../sla/sla.module.js';
import { SuccessionModule } from '../succession/succession.module.js';
import { buildTree, type TestUnit } from './build-tree.js';

export interface FeedbackFixture {
  db: DisposableDatabase;
  database: Database;
  config: FeedbackConfig;
  /** A city of 2 districts, 4 direct unions, 8 grassroots unions. */
  city: TestUnit;
  /** Any provider or controller of the service. */
  get<T>(type: Type<T>): T;
  /** What membership answers; null in place of it: membership is away. */
  membership: { onDuty: OnDutyAnswer['onDuty']; workers: string[]; away: boolean };
  stop(): Promise<void>;
}

/** The service's own parts on a database of their own, without NATS; what it asks of membership is answered here. */
export async function feedbackFixture(settings: Partial<FeedbackConfig> = {}): Promise<FeedbackFixture> {
  const db = await disposableDatabase(feedbackOrm);
  const config = Object.assign(
    new FeedbackConfig(),
    { RECEIPT_SECRET: 'a secret for tests, long enough to be one' },
    settings,
  );
  const membership: FeedbackFixture['membership'] = { onDuty: null, workers: [], away: false };
  const rpc = {
    call: async (definition: object) => {
      if (membership.away) throw fail('SERVICE_UNAVAILABLE');
      if (definition === WhoIsOnDuty) return { onDuty: membership.onDuty };
      return { workers: membership.workers.map((workerId) => ({ workerId, name: '某某', maskedPhone: null })) };
    },
  };
  const provided = [
    { provide: Database, useValue: db.database },
    IdempotentCommands,
    Outbox,
    UnitMirrorRepository,
    UnitSuccessions,
    { provide: RpcClient, useValue: rpc },
    { provide: FeedbackConfig, useValue: config },
  ];
  @Global()
  @Module({
    providers: provided,
    exports: [Database, IdempotentCommands, Outbox, UnitMirrorRepository, UnitSuccessions, RpcClient, FeedbackConfig],
  })
  class SharedParts {}

  const app = await Test.createTestingModule({
    imports: [
      SharedParts,
      IntakeModule,
      CaseModule,
      SlaModule,
      ReplyModule,
      AttachmentModule,
      SuccessionModule,
      ErasureModule,
    ],
  }).compile();
  return {
    db,
    database: db.database,
    config,
    city: await buildTree(db.database),
    get: (type) => app.get(type, { strict: false }),
    membership,
    stop: async () => {
      await app.close();
      await db.drop();
    },
  };
}
