import type { Client } from 'pg';
import type { GeneratedWorker } from '../../demo/generate/generated-city.js';
import { say } from '../report/progress.js';
import { CopyIn, copyText } from './copy-in.js';

const SAY_EVERY = 250_000;

export interface PickedWorker {
  readonly id: string;
  readonly unitId: string;
  readonly slot: number;
}

/**
 * The workers, straight into membership and distribution's mirror, with the same revisions. Without phones: encrypting
 * a million of them would take longer than all the rest, and nothing measured here reads one.
 *
 * @returns `pick` of them, spread evenly over the city
 */
export async function loadWorkers(
  membership: Client,
  distribution: Client,
  workers: Iterable<GeneratedWorker>,
  total: number,
  pick: number,
): Promise<PickedWorker[]> {
  const own = new CopyIn(
    membership,
    'worker (id, unit_id, slot, name, sex, birth_date, schooling, trade, employment_form, has_smartphone, card_number, revision)',
  );
  const mirror = new CopyIn(
    distribution,
    'worker_mirror (worker_id, unit_id, slot, sex, birth_year, schooling, employment_form, has_smartphone, status, revision)',
  );
  const picked: PickedWorker[] = [];
  let n = 0;
  for (const w of workers) {
    if (Math.floor(((n + 1) * pick) / total) > picked.length) picked.push({ id: w.id, unitId: w.unitId, slot: w.slot });
    const revision = String(++n);
    const [slot, smartphone] = [String(w.slot), w.hasSmartphone ? 't' : 'f'];
    await own.add([
      w.id,
      w.unitId,
      slot,
      copyText(w.name),
      w.sex,
      w.birthDate,
      w.schooling,
      copyText(w.trade),
      w.employmentForm,
      smartphone,
      w.cardNumber,
      revision,
    ]);
    await mirror.add([
      w.id,
      w.unitId,
      slot,
      w.sex,
      w.birthDate.slice(0, 4),
      w.schooling,
      w.employmentForm,
      smartphone,
      'ACTIVE',
      revision,
    ]);
    if (n % SAY_EVERY === 0 && n < total)
      say(`${n.toLocaleString('en-US')} workers of ${total.toLocaleString('en-US')}`);
  }
  await Promise.all([own.end(), mirror.end()]);
  await membership.query(`select setval('worker_revision', $1)`, [n]);
  await distribution.query(
    `insert into unit_members (unit_id, slots, active, active_count, worker_count, revision_sum)
     select unit_id, count(*), repeat('1', count(*)::int)::bit varying, count(*), count(*), sum(revision)
       from worker_mirror group by unit_id order by unit_id`,
  );
  return picked;
}
