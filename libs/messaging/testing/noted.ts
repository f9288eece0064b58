import { defineEvent, type Envelope, Int, Text } from '@guantong/contracts';
import type { Database, Tx } from '@guantong/persistence';
import { EventHandler, type HandlesEvent } from '../consumer/event-handler.js';

/** An event for tests of messaging alone. */
export class NotedV1 {
  @Int() n: number;
  @Text({ max: 50 }) text: string;
}
export const Noted = defineEvent({
  service: 'content',
  aggregate: 'test',
  action: 'noted',
  data: NotedV1,
  consumers: ['content'],
});

/** Leaves its effect where doing twice what should be done once shows: the table has no key. */
@EventHandler(Noted, 'file:///on-noted.ts')
export class OnNoted implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx): Promise<void> {
    await leaveEffect(tx, event.data.n);
  }
}

export const leaveEffect = (tx: Tx, n: number) => tx.query('insert into effect (n) values ($1)', [n]);

/** Replicas start at the same time, hence the lock. */
export const createEffectTable = (database: Database) =>
  database.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(1)`);
    await tx.query('create table if not exists effect (n int not null)');
  });

export const effects = async (database: Database): Promise<number[]> =>
  (await database.query<{ n: number }>('select n from effect order by n')).map((row) => row.n);

export const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);
