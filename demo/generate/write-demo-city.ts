/**
 * Makes the demo city's tables, rosters and photograph again: `node scripts/run.mjs demo/generate/write-demo-city`, from
 * the root of the project. Same seed, same bytes. Posts and cases are written by hand and stay as they are.
 */
import { ROLE_NAMES } from '@guantong/contracts';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KIND_WORD, TIER_WORD, UNIT_HEADINGS } from './chinese-words.js';
import { BYTE_ORDER_MARK, csvLine } from './csv-file.js';
import { type DemoTree, demoTree } from './demo-city-units.js';
import { demoMembers } from './demo-city-workers.js';
import { DUTY_HEADINGS, DUTY_ROWS } from './demo-duty.js';
import { demoRosters } from './demo-rosters.js';
import { DEMO_PASSWORD, DEMO_STAFF, STAFF_HEADINGS } from './demo-staff.js';
import { WORKER_ACCOUNT_HEADINGS, workerAccounts } from './demo-worker-accounts.js';
import { drawScaffold } from './draw-scaffold.js';
import { personName } from './person-name.js';
import { Random } from './random.js';
import { rosterWorkbook } from './roster-workbook.js';

const SEED = 2026;
const WORKERS = 12_000;

const csv = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + [headings, ...rows].map(csvLine).join('');

const unitRows = ({ units }: DemoTree): string[][] =>
  units.map(({ code, name, shortName, tier, kind, parentCode, address }) => [
    code,
    name,
    shortName,
    TIER_WORD[tier],
    KIND_WORD[kind],
    parentCode,
    address,
  ]);

function staffRows(): string[][] {
  const random = new Random(SEED, 13);
  return DEMO_STAFF.map(({ account, unitCode, role, what }) => {
    const name = personName(random, random.chance(0.5) ? 'F' : 'M', '1980-01-01');
    return [account, name, unitCode, ROLE_NAMES[role].zh, DEMO_PASSWORD, `演示用。${what}`];
  });
}

/** Writes into `folder`, which for the project's own demo is demo/city. */
export async function writeDemoCity(folder: string): Promise<void> {
  const rosters = path.join(folder, 'rosters');
  const photos = path.join(folder, 'cases', 'photos');
  await rm(rosters, { recursive: true, force: true });
  await mkdir(rosters, { recursive: true });
  await mkdir(photos, { recursive: true });

  const tree = demoTree(SEED, WORKERS);
  const members = demoMembers(SEED, tree.workplaces);
  await writeFile(path.join(folder, 'units.csv'), csv(UNIT_HEADINGS, unitRows(tree)));
  await writeFile(path.join(folder, 'staff.csv'), csv(STAFF_HEADINGS, staffRows()));
  await writeFile(path.join(folder, 'duty.csv'), csv(DUTY_HEADINGS, DUTY_ROWS));
  await writeFile(path.join(folder, 'worker-accounts.csv'), csv(WORKER_ACCOUNT_HEADINGS, workerAccounts(members)));
  for (const roster of demoRosters(members))
    await writeFile(path.join(rosters, roster.file), await rosterWorkbook(roster));
  await writeFile(path.join(photos, 'scaffold.jpg'), await drawScaffold());
}

if (import.meta.main) {
  const folder = path.join('demo', 'city');
  await writeDemoCity(folder);
  console.log(`the demo city is in ${folder}`);
}
