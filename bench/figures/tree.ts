import { BlindIndex } from '../../apps/membership/src/personal-data/blind-index.js';
import { FieldCipher } from '../../apps/membership/src/personal-data/field-cipher.js';
import { SealedPhones } from '../../apps/membership/src/personal-data/sealed-phones.js';
import { PastTreeReader } from '../../apps/membership/src/unit/persistence/past-tree-reader.js';
import { UnitReader } from '../../apps/membership/src/unit/persistence/unit-reader.js';
import { WorkerReader } from '../../apps/membership/src/worker/persistence/worker-reader.js';
import { type BenchRun, WrongResult } from '../bench-run.js';
import { openDatabase } from '../in-service/open-database.js';
import { atMost, type Figure, figure, percentile } from '../report/figure.js';
import { cpuFigure } from '../report/cpu-figure.js';
import { timed } from '../report/progress.js';
import { givePhones } from '../seed/give-phones.js';
import { ofTier, theCity } from '../seed/seeded-city.js';
import { cpuOfSystem, type CpuTimes, withCpu } from '../system/cpu-meter.js';

/** Looks before any is counted: plans, connections, compiled code. */
const WARMING_UP = 10;
/** Asia/Shanghai is ahead of UTC all year. */
const SHANGHAI_MS = 8 * 3_600_000;
/** People and units that are looked for, in turn. */
const LOOKED_FOR = 100;

interface View {
  readonly id: string;
  readonly name: string;
  /** The service's own question. Finds something: else the figure would be about nothing. */
  readonly ask: (n: number) => Promise<readonly unknown[]>;
}

/** What an organisation department asks of the tree and the roster, one question after the other, from the service. */
export async function tree({ options, stack, databases: { membership }, city }: BenchRun): Promise<Figure[]> {
  const { FIELD_ENCRYPTION_KEY = '', BLIND_INDEX_KEY = '' } = stack.keysOf('membership');
  const phones = new SealedPhones(new FieldCipher('k1', FIELD_ENCRYPTION_KEY), new BlindIndex(BLIND_INDEX_KEY));
  const people = await timed('phones for every worker', () => givePhones(membership, phones, LOOKED_FOR));
  const { rows: named } = await membership.query<{ name: string; initials: string; code: string }>(
    `select name, initials, code from unit where tier = 'GRASSROOTS' and initials <> '' order by id limit $1`,
    [LOOKED_FOR],
  );
  const { database, close } = await openDatabase('membership', stack.serviceDatabaseUrls.membership);
  const [units, workers] = [new UnitReader(database), new WorkerReader(database, phones)];
  const past = new PastTreeReader(database);
  const today = new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10); // the city is no older
  const scope = { units: [], subtrees: [theCity(city).id] };
  const page = { after: undefined, limit: 50 };
  const pick = <T>(from: readonly T[], n: number): T => {
    const one = from[(n * 37) % from.length];
    if (one === undefined) throw new WrongResult('there is nothing to look for');
    return one;
  };
  const [districts, directs, unions] = [ofTier(city, 'DISTRICT'), ofTier(city, 'DIRECT'), ofTier(city, 'GRASSROOTS')];
  const found = async <T>(row: Promise<T>): Promise<readonly T[]> => [await row];
  const views: View[] = [
    { id: 'unit', name: 'a unit by its key', ask: (n) => found(units.get(scope, pick(unions, n).id)) },
    { id: 'city', name: "the city's children with counts", ask: () => units.children(scope, theCity(city).id, page) },
    { id: 'district', name: "a district's children", ask: (n) => units.children(scope, pick(districts, n).id, page) },
    { id: 'direct', name: "a direct union's unions", ask: (n) => units.children(scope, pick(directs, n).id, page) },
    { id: 'workers', name: "a union's workers, a page", ask: (n) => workers.ofUnit(scope, pick(unions, n).id, -1, 50) },
    { id: 'name', name: 'workers by name', ask: (n) => workers.find(scope, pick(people, n).name, 20) },
    { id: 'phone', name: 'a worker by phone', ask: (n) => workers.find(scope, pick(people, n).phone, 20) },
    { id: 'unit-name', name: 'units by name', ask: (n) => units.search(scope, pick(named, n).name.slice(0, 4), page) },
    {
      id: 'pinyin',
      name: 'units by pinyin',
      ask: (n) => units.search(scope, initialsOf(pick(named, n).initials), page),
    },
    { id: 'code', name: 'a unit by its whole code', ask: (n) => units.search(scope, pick(named, n).code, page) },
    {
      id: 'two',
      name: 'units by two characters',
      ask: (n) => units.search(scope, pick(named, n).name.slice(0, 2), page),
    },
    { id: 'common', name: 'units by 工会, in nearly every name', ask: () => units.search(scope, '工会', page) },
    {
      id: 'within',
      name: 'units by 工会 within a district',
      ask: (n) => units.search({ units: [], subtrees: [pick(districts, n).id] }, '工会', page),
    },
    {
      id: 'past',
      name: "the city's children as of a day, from the history",
      ask: () => past.children(scope, today, theCity(city).id, page),
    },
  ];
  const figures: Figure[] = [];
  let byKey: Figure | undefined;
  for (const view of views) {
    const { result: ms, cpu } = await withCpu(cpuOfSystem(stack), () => latencies(options.looks, view));
    const p50 = figure({ id: `tree.${view.id}`, name: `${view.name}, p50`, unit: 'ms', samples: ms, baseline: byKey });
    byKey ??= p50;
    const value = percentile(ms, 0.99);
    figures.push(p50, {
      ...{ id: `tree.${view.id}.p99`, name: `${view.name}, p99`, unit: 'ms', value, runs: ms.length },
      target: atMost(20, '≤ 20 ms')(value),
    });
    const pieces = WARMING_UP + options.looks;
    figures.push(
      ...cpuFigure(`tree.${view.id}.cpu`, `${view.name}, CPU of the database`, [{ cpu: databaseOf(cpu), pieces }]),
    );
  }
  await close();
  return figures;
}

/** The others do nothing for it: the question is asked from here. */
const databaseOf = ({ postgres }: CpuTimes): CpuTimes => (postgres === undefined ? {} : { postgres });

/** The first four of the first name: `bjsfthljdzgh|…` → `bjsf`. */
const initialsOf = (initials: string): string => /[a-z]{2,4}/.exec(initials)?.[0] ?? 'gh';

/** One look after the other, ms. */
async function latencies(looks: number, { id, ask }: View): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < WARMING_UP + looks; n++) {
    const started = performance.now();
    const answer = await ask(n);
    if (answer.length === 0) throw new WrongResult(`tree.${id}: nothing was found`);
    if (n >= WARMING_UP) ms.push(performance.now() - started);
  }
  return ms;
}
