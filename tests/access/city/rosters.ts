import {
  type Actor,
  AnnotateRosterFile,
  Appoint,
  type FileImportKind,
  GetFileImport,
  StartFileImport,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import {
  buildRosterCells,
  csvFile,
  type RosterCells,
  xlsxFile,
} from '../../../apps/membership/src/testing/build-roster.js';
import { importEnd, sendFile } from '../../../apps/membership/src/testing/import-file.js';
import { type AccessCity, THE_OTHER } from './access-city.js';
import { canary } from './canaries.js';
import { isAtOrBelow, type Place, POSTS, UNIONS } from './places.js';
import { type Subject, subject } from './subject.js';
import { unused } from './unused.js';

interface Sender {
  actor: Actor;
  name: string;
}

const colleagues = new WeakMap<AccessCity, Map<Place, Promise<Sender>>>();
/** Another administrator of the same unit, who sends files too and never asks. */
function colleague(city: AccessCity, place: Place): Promise<Sender> {
  const known = colleagues.get(city) ?? new Map<Place, Promise<Sender>>();
  colleagues.set(city, known);
  const appointed = async (): Promise<Sender> => {
    const who = { login: `${unused()}.${place}`, displayName: '同事' };
    const appoint = { unitId: city.units[place], role: 'administrator' as const, ...who };
    const { accountId } = await city.call(Appoint, appoint, city.administrator);
    return { actor: { ...city.staff('administrator', place), accountId }, name: `another administrator@${place}` };
  };
  const sender = known.get(place) ?? appointed();
  known.set(place, sender);
  return sender;
}

/** By each administrator who asks, and by a colleague of the same unit, whose files are nobody else's business either. */
async function bySenders(city: AccessCity, make: (sender: Sender, place: Place) => Promise<Subject>) {
  const senders = POSTS.flatMap((place) => [
    { place, sender: Promise.resolve(city.asker(`administrator@${place}`)) },
    { place, sender: colleague(city, place) },
  ]);
  return Promise.all(senders.map(async ({ place, sender }) => make(await sender, place)));
}

async function started(city: AccessCity, { actor, name }: Sender, place: Place, kind: FileImportKind) {
  const { importId } = await city.call(StartFileImport, { kind, fileName: canary('fileName', place) }, actor);
  return subject(place, { importId }, name);
}

/** Two lines that change nothing: one that names a member's card and somebody else, and one that says no sex. */
function linesFor(place: Place): RosterCells[] {
  const union = UNIONS.find((one) => isAtOrBelow(one, place)) ?? 'site';
  const cells = { 工种: canary('rosterCell', place), 手机号: '', 所属工会: `ZQ${union}` };
  const card = canary('workerCard', union, THE_OTHER);
  return [
    buildRosterCells(1, '', { ...cells, 姓名: '某甲', 出生日期: '1950-02-03', 京卡号: card }),
    buildRosterCells(2, '', { ...cells, 姓名: '某乙', 性别: canary('rosterCell', place) }),
  ];
}

async function checked(city: AccessCity, { actor, name }: Sender, place: Place, file: Buffer): Promise<Subject> {
  const fileName = canary('fileName', place);
  const of = await sendFile(city, { file, fileName, actor, dryRun: true });
  const { status, questions, failure } = await importEnd(city, of, actor);
  if (status !== 'CHECKED' || questions !== 1)
    throw new Error(`${status}, ${questions} questions: ${JSON.stringify(failure)}`);
  return subject(place, { importId: of.importId }, name);
}

async function annotated(city: AccessCity, sender: Sender, place: Place): Promise<Subject> {
  // both formats: what is in a workbook has to be unpacked to be searched
  const file = place === 'site' ? csvFile(linesFor(place)) : await xlsxFile(linesFor(place));
  const made = await checked(city, sender, place, file);
  const { importId } = made.ids;
  await city.call(AnnotateRosterFile, { importId }, sender.actor);
  await eventually(async () => {
    const { annotation } = await city.call(GetFileImport, { importId, kind: 'ROSTER' }, sender.actor);
    if (annotation !== 'READY') throw new Error(`the file is ${annotation}`);
  }, 20_000);
  return made;
}

type Make = (city: AccessCity) => Promise<Subject[]>;

/** Files that somebody sent, and what they came to: for the sender alone. */
export const ROSTERS = {
  rosterImport: (city) => bySenders(city, (sender, place) => started(city, sender, place, 'ROSTER')),
  unitImport: (city) => bySenders(city, (sender, place) => started(city, sender, place, 'UNITS')),
  /** Checked, with a question about its first line. */
  checkedRoster: (city) => bySenders(city, (sender, place) => checked(city, sender, place, csvFile(linesFor(place)))),
  annotatedRoster: (city) => bySenders(city, (sender, place) => annotated(city, sender, place)),
} as const satisfies Record<string, Make>;
