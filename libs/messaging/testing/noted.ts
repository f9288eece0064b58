import { defineEvent, Int, Text } from '@guantong/contracts';
import type { Database } from '@guantong/persistence';

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

/** Where test handlers leave their effect: without a unique key, so that doing twice what should be done once shows. */
export const createEffectTable = (database: Database) =>
  database.query('create table if not exists effect (n int not null, by text)');

export const effects = async (database: Database): Promise<number[]> =>
  (await database.query<{ n: number }>('select n from effect order by n')).map((row) => row.n);

export const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);
