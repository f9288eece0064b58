import { allEvents, type Envelope, RelayForwarded } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { emptyDatabase } from '@guantong/testing';
import { Test, type TestingModule } from '@nestjs/testing';
import { DistributionConfig } from '../distribution-config.js';
import { distributionModule } from '../distribution.module.js';
import { OnRelayForwarded } from '../relay/messaging/on-relay-forwarded.js';

/** The service without its timers, consumers and broker; other services answer with what the test says. */
export interface TestDistribution {
  module: TestingModule;
  database: Database;
  /** Another copy of the service on the same database. */
  replica(): Promise<TestingModule>;
  /** Handles what lies in the outbox until nothing new comes, as consumers would. Gives how many messages there were. */
  carry(): Promise<number>;
  drop(): Promise<void>;
}

export async function testDistribution(
  settings: Partial<DistributionConfig> = {},
  answers: Partial<RpcClient> = {},
): Promise<TestDistribution> {
  const { url, drop } = await emptyDatabase();
  const replicas: TestingModule[] = [];
  const replica = async () => {
    const config = Object.assign(new DistributionConfig(), { DATABASE_URL: url, LOG_LEVEL: 'silent', ...settings });
    const module = await Test.createTestingModule({ imports: [distributionModule(config)] })
      .overrideProvider(RpcClient)
      .useValue(answers)
      .compile();
    replicas.push(module);
    return module;
  };
  const module = await replica();
  const database = module.get(Database);
  return {
    module,
    database,
    replica,
    carry: () => carry(module, database),
    drop: async () => {
      for (const each of replicas) await each.close();
      await drop();
    },
  };
}

async function carry(module: TestingModule, database: Database): Promise<number> {
  const handler = module.get(OnRelayForwarded, { strict: false });
  for (let messages = 0; ;) {
    const rows = await database.query<{ envelope: string }>(
      `update outbox set published_at = now() where published_at is null and type = $1 returning envelope`,
      [RelayForwarded.subject],
    );
    if (rows.length === 0) return messages;
    for (const row of rows) {
      const envelope = JSON.parse(row.envelope) as Envelope<
        typeof RelayForwarded extends { data: new () => infer T } ? T : never
      >;
      await database.transaction((tx) => handler.handle(envelope, tx));
      messages++;
    }
  }
}

/** The envelope an event travels in. */
export function envelopeOf<T extends object>(subject: string, data: T, id: string): Envelope<T> {
  if (!allEvents().some((event) => event.subject === subject)) throw new Error(`no event ${subject}`);
  return {
    specversion: '1.0',
    id,
    source: subject.split('.')[1] ?? '',
    type: subject,
    time: new Date().toISOString(),
    correlationid: id,
    data,
  };
}
