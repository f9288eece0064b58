import type { Database } from '@guantong/persistence';
import { jest } from '@jest/globals';

export interface Statement {
  text: string;
  values: readonly unknown[];
  /** Prepared under a name: after some runs PostgreSQL may plan it without looking at the values. */
  isHot: boolean;
}

/** Everything that `work` sends to the database. */
export async function statementsOf(database: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const { query, hotQuery } = database;
  const spies = [
    jest.spyOn(database, 'query').mockImplementation((text, values = []) => {
      sent.push({ text, values, isHot: false });
      return query.call(database, text, values);
    }),
    jest.spyOn(database, 'hotQuery').mockImplementation((name, text, values = []) => {
      sent.push({ text, values, isHot: true });
      return hotQuery.call(database, name, text, values);
    }),
  ];
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return sent;
}

export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

/** Tables that a plan reads from one end to the other. */
export const readThrough = (plan: PlanNode): string[] => [
  ...(plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : []),
  ...(plan.Plans ?? []).flatMap(readThrough),
];

/** 8 kB pages that an analysed plan looked at. */
export const pagesOf = (plan: PlanNode): number => (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);

interface Explained {
  'QUERY PLAN': [{ Plan: PlanNode }];
}

/** As it is planned and run with these values. */
export async function analysed(database: Database, { text, values }: Statement): Promise<PlanNode> {
  const [row] = await database.query<Explained>(`explain (analyze, buffers, timing off, format json) ${text}`, values);
  if (!row) throw new Error('no plan');
  return row['QUERY PLAN'][0].Plan;
}

/** As it is planned for any values. */
export async function generic(database: Database, { text }: Statement): Promise<PlanNode> {
  const [row] = await database.query<Explained>(`explain (generic_plan, format json) ${text}`);
  if (!row) throw new Error('no plan');
  return row['QUERY PLAN'][0].Plan;
}
