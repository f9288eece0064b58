import {
  AcknowledgeCase,
  type Actor,
  Appoint,
  ArrangeSubstitute,
  ANONYMOUS,
  DeskCases,
  ForwardRelay,
  Inbox,
  ListRelays,
  MakeApiToken,
  NameDeputy,
  NewDraft,
  OpenSession,
  OpenUnit,
  PostApproval,
  PostPublication,
  PostSubmission,
  RaiseCase,
  RenameUnit,
  ResolveCase,
  ResolveSession,
  StoreAttachment,
  SubmitCase,
  SubmitCaseAnonymously,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { buildPhoto } from '../../../apps/feedback/src/testing/build-photo.js';
import { type AccessCity, PASSWORD, THE_OTHER } from './access-city.js';
import { canary } from './canaries.js';
import { OWN_AFFAIRS } from './own-affairs.js';
import { WORKERS, nameOf } from './people.js';
import { isAtOrBelow, lineOf, type Place, PLACES, POSTS, SPOTS, UNIONS } from './places.js';
import { ROSTERS } from './rosters.js';
import { type Subject, subject } from './subject.js';
import { unused } from './unused.js';
import { WORKER_AFFAIRS } from './worker-affairs.js';

type Make = (city: AccessCity) => Promise<Subject[]>;

const all = <T>(of: readonly T[], make: (one: T) => Promise<Subject | Subject[]>): Promise<Subject[]> =>
  Promise.all(of.map(make)).then((found) => found.flat());

/** A union at or below a place, and the unit below the place on the way there: a complaint about that comes up to it. */
function comesUpTo(place: Place): { union: Place; about: Place | undefined } {
  const union = UNIONS.find((one) => isAtOrBelow(one, place)) ?? 'site';
  return { union, about: lineOf(union)[lineOf(place).length] };
}

/** A case that is with this unit, and never was with another. */
async function caseAt(city: AccessCity, place: Place, saidAs = place): Promise<Subject> {
  const { union, about } = comesUpTo(place);
  const reporter = city.worker(union);
  const { attachmentId } = await city.call(StoreAttachment, buildPhoto(), reporter);
  const where = about ? { kind: 'complaint' as const, aboutUnitId: city.units[about] } : { kind: 'wages' as const };
  const text = `${canary('caseText', saidAs)} 请处理`;
  const { caseId } = await city.call(SubmitCase, { ...where, text, attachmentIds: [attachmentId] }, reporter);
  return subject(place, { caseId, attachmentId, accountId: city.dutyAccounts[place], unitId: city.units[place] });
}

async function acknowledgedAt(city: AccessCity, place: Place, saidAs = place): Promise<Subject> {
  const made = await caseAt(city, place, saidAs);
  const note = canary('caseNote', saidAs);
  await city.call(AcknowledgeCase, { caseId: made.ids.caseId, note }, city.staff('case_handler', place));
  return made;
}

/** A case of one of the workers who ask, with their own union. */
async function ownCase(city: AccessCity, { at, nth }: (typeof WORKERS)[number], resolved = false): Promise<Subject> {
  const { actor, name } = city.asker(nameOf({ kind: 'WORKER', at, nth }));
  const { attachmentId } = await city.call(StoreAttachment, buildPhoto(), actor);
  const text = `${canary('ownCaseText', at, nth)} 请处理`;
  const { caseId } = await city.call(SubmitCase, { kind: 'wages', text, attachmentIds: [attachmentId] }, actor);
  const handler = city.staff('case_handler', at);
  if (resolved) {
    await city.call(AcknowledgeCase, { caseId, note: canary('caseNote', at) }, handler);
    await city.call(ResolveCase, { caseId, text: '已办结' }, handler);
  }
  return subject(at, { caseId, attachmentId }, name);
}

async function anonymousCase(city: AccessCity, place: Place, resolved = false): Promise<Subject> {
  const request = { kind: 'wages' as const, text: canary('anonymousText', place), unitId: city.units[place] };
  const { receiptCode, number } = await city.call(SubmitCaseAnonymously, request, ANONYMOUS);
  if (resolved) {
    const handler = city.staff('case_handler', place);
    const { items } = await city.call(DeskCases, { number }, handler);
    const caseId = items[0]?.caseId ?? '';
    await city.call(AcknowledgeCase, { caseId }, handler);
    await city.call(ResolveCase, { caseId, text: '已办结' }, handler);
  }
  return subject(place, { receiptCode });
}

type PostStage = 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'PUBLISHED';

async function postOf(city: AccessCity, place: Place, stage: PostStage): Promise<Subject> {
  const [writer, reviewer] = [city.staff('publisher', place), city.staff('reviewer', place)];
  const word = canary(stage === 'PUBLISHED' ? 'postTitle' : 'draftText', place);
  const draft = { unitId: city.units[place], kind: 'notice' as const, title: word, bodyMarkdown: `正文 ${word}` };
  const { postId } = await city.call(NewDraft, draft, writer);
  if (stage !== 'DRAFT') await city.call(PostSubmission, { postId }, writer);
  if (stage === 'APPROVED' || stage === 'PUBLISHED') await city.call(PostApproval, { postId }, reviewer);
  if (stage === 'PUBLISHED') await city.call(PostPublication, { postId }, writer);
  return subject(place, { postId, unitId: city.units[place] });
}

const arrived = (city: AccessCity, place: Place, postId: string, actor: Actor) =>
  eventually(async () => {
    const { items } = await city.call(ListRelays, { unitId: city.units[place], limit: 100 }, actor);
    if (!items.some((item) => item.postId === postId)) throw new Error(`${place} does not have the post`);
  }, 20_000);

const postsOf =
  (stage: PostStage): Make =>
  (city) =>
    all(PLACES, (place) => postOf(city, place, stage));

/** One post of the city that every unit has handed on with a note of its own. */
const carried: Make = async (city) => {
  const post = await postOf(city, 'city', 'PUBLISHED');
  for (const place of PLACES) {
    if (place === 'city') continue;
    const [cadre, unitId] = [city.staff('cadre', place), city.units[place]];
    await arrived(city, place, post.ids.postId, cadre);
    const note = canary('relayNote', place);
    await city.call(ForwardRelay, { unitId, postId: post.ids.postId, note }, cadre);
  }
  return PLACES.map((place) => subject(place, { postId: post.ids.postId, unitId: city.units[place] }));
};

/** Every kind of thing an operation can be about, made where it belongs. */
export const SUBJECTS = {
  unit: (city) =>
    all(PLACES, async (place) =>
      subject(place, {
        unitId: city.units[place],
        parentId: city.units[SPOTS[place].above ?? 'city'],
        accountId: city.dutyAccounts[place],
      }),
    ),
  /** Grassroots unions only. */
  union: (city) => all(UNIONS, async (place) => subject(place, { unitId: city.units[place] })),
  worker: (city) =>
    all(UNIONS, async (place) =>
      subject(place, { unitId: city.units[place], workerId: city.workers[place]?.[THE_OTHER]?.id ?? '' }),
    ),
  everyWorker: (city) =>
    all(UNIONS, async (place) =>
      (city.workers[place] ?? []).map(({ id }) => subject(place, { workerId: id, unitId: city.units[place] })),
    ),
  /** Somebody who has just been appointed there, as an analyst. */
  appointment: (city) =>
    all(PLACES, async (place) => {
      const unitId = city.units[place];
      const who = { login: `${unused()}.${place}`, displayName: '新任', password: PASSWORD };
      const administrator = city.staff('administrator', 'city');
      const { appointmentId, accountId } = await city.call(Appoint, { unitId, role: 'analyst', ...who }, administrator);
      return subject(place, { appointmentId, accountId, unitId });
    }),
  /** Two who may be on duty at the unit. */
  twoOnDuty: (city) => all(PLACES, (place) => twoOnDuty(city, place)),
  /** One of them takes the other's shifts. */
  substitution: (city) =>
    all(PLACES, async (place) => {
      const two = await twoOnDuty(city, place);
      const { unitId, absentId, accountId } = two.ids;
      const [startsAt, endsAt] = [1, 9].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
      const times = { startsAt: startsAt ?? '', endsAt: endsAt ?? '' };
      const arranged = await city.call(
        ArrangeSubstitute,
        { unitId, duty: 'safety', absentId, substituteId: accountId, ...times },
        city.staff('administrator', 'city'),
      );
      const mine = arranged.items.find((item) => item.substitute.accountId === accountId);
      return subject(place, { ...two.ids, substitutionId: mine?.substitutionId ?? '' });
    }),
  /** The working calendar belongs to the city. */
  calendarDay: (city) => all(['city'] as const, async (place) => subject(place, { unitId: city.units[place] })),
  deputy: (city) =>
    all(PLACES, async (place) => {
      const deputy = { login: 'auditor.east', endsAt: new Date(Date.now() + 86_400_000).toISOString() };
      const { appointmentId } = city.appointments[place];
      const { deputies } = await city.call(NameDeputy, { appointmentId, ...deputy }, city.administrator);
      return subject(place, { deputyId: deputies[0]?.deputyId ?? '', appointmentId });
    }),
  case: (city) => all(PLACES, (place) => caseAt(city, place)),
  acknowledgedCase: (city) => all(PLACES, (place) => acknowledgedAt(city, place)),
  /** Raised to this unit from the one below: it can go back there. */
  raisedCase: (city) =>
    all(
      PLACES.filter((place) => SPOTS[place].tier !== 'GRASSROOTS'),
      async (place) => {
        const below = PLACES.find((one) => SPOTS[one].above === place) ?? 'site';
        const { ids } = await acknowledgedAt(city, below, place);
        const raise = { caseId: ids.caseId, reason: '需要上级协调' };
        await city.call(RaiseCase, raise, city.staff('case_handler', below));
        return { ...subject(place, ids), alsoKnownAt: [below] };
      },
    ),
  ownCase: (city) => all(WORKERS, (person) => ownCase(city, person)),
  ownResolvedCase: (city) => all(WORKERS, (person) => ownCase(city, person, true)),
  anonymousCase: (city) => all(UNIONS, (place) => anonymousCase(city, place)),
  anonymousResolvedCase: (city) => all(UNIONS, (place) => anonymousCase(city, place, true)),
  draft: postsOf('DRAFT'),
  submittedPost: postsOf('SUBMITTED'),
  approvedPost: postsOf('APPROVED'),
  publishedPost: postsOf('PUBLISHED'),
  carried,
  carriedToUnion: async (city) => (await carried(city)).filter(({ place }) => SPOTS[place].tier === 'GRASSROOTS'),
  /** A post that lies at the unit and waits to be handed on. */
  heldPost: (city) =>
    all(
      PLACES.filter((place) => place !== 'city'),
      async (place) => {
        const { ids } = await postOf(city, SPOTS[place].above ?? 'city', 'PUBLISHED');
        await arrived(city, place, ids.postId, city.staff('cadre', place));
        return subject(place, { postId: ids.postId, unitId: city.units[place] });
      },
    ),
  /** Open to the members of a union: published by that union itself. */
  unionPost: (city) =>
    all(UNIONS, async (place) => {
      const made = await postOf(city, place, 'PUBLISHED');
      await arrivedForMembers(city, place, made.ids.postId);
      return made;
    }),
  ...WORKER_AFFAIRS,
  ...OWN_AFFAIRS,
  ...ROSTERS,
  /** A second session of somebody who asks. */
  staffSession: (city) => all(POSTS, (place) => session(city, `cadre@${place}`, `cadre.${place}`, place)),
  workerSession: (city) =>
    all(WORKERS, (person) => session(city, nameOf(person), canary('workerCard', person.at, person.nth), person.at)),
  /** A program's token, made by somebody of the place who does not ask. */
  apiToken: (city) =>
    all(PLACES, async (place) => {
      const unitId = city.units[place];
      const login = `${unused()}.${place}`;
      const maker = { unitId, role: 'publisher' as const, login, displayName: '新任', password: PASSWORD };
      await city.call(Appoint, maker, city.staff('administrator', 'city'));
      const { token } = await city.call(OpenSession, { login, secret: PASSWORD }, ANONYMOUS);
      const { actor } = await city.call(ResolveSession, { token }, ANONYMOUS);
      const program = { name: '程序', unitId, reach: 'UNIT' as const, permissions: ['unit.read' as const] };
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
      const { tokenId } = await city.call(MakeApiToken, { ...program, expiresAt }, actor);
      return subject(place, { tokenId, unitId });
    }),
  /** A new name for the unit, from the day after tomorrow. */
  plannedChange: (city) =>
    all(PLACES, async (place) => {
      const effectiveOn = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
      const rename = {
        unitId: city.units[place],
        shortName: '新名',
        effectiveOn,
        reason: canary('changeReason', place),
      };
      const { changeId } = await city.call(RenameUnit, rename, city.administrator);
      return subject(place, { changeId, unitId: city.units[place] });
    }),
  /** A unit that has nothing in it and nothing below it, under each unit that can have one. Its place is that above. */
  newUnitBelow: (city) =>
    all(
      PLACES.filter((place) => SPOTS[place].tier !== 'GRASSROOTS'),
      async (place) => {
        const kinds = { CITY: 'district_union', DISTRICT: 'street_township', DIRECT: 'site' } as const;
        const kind = kinds[SPOTS[place].tier as keyof typeof kinds];
        const names = { code: unused(), name: `${canary('unitName', place)}新`, kind, reason: '组建' };
        const parentId = city.units[place];
        const { unitId } = await city.call(OpenUnit, { ...names, parentId }, city.staff('administrator', 'city'));
        const siblingId = city.units[PLACES.find((one) => SPOTS[one].above === place) ?? 'site'];
        return subject(place, { unitId, parentId, siblingId });
      },
    ),
} as const satisfies Record<string, Make>;
export type SubjectKind = keyof typeof SUBJECTS;

async function twoOnDuty(city: AccessCity, place: Place): Promise<Subject> {
  const unitId = city.units[place];
  const officer = async () => {
    const who = { login: `${unused()}.${place}`, displayName: '替班员' };
    const made = await city.call(
      Appoint,
      { unitId, role: 'safety_officer', ...who },
      city.staff('administrator', 'city'),
    );
    return made.accountId;
  };
  return subject(place, { unitId, absentId: await officer(), accountId: await officer() });
}

async function arrivedForMembers(city: AccessCity, place: Place, postId: string): Promise<void> {
  await eventually(async () => {
    const { items } = await city.call(Inbox, { limit: 100 }, city.worker(place));
    if (!items.some((item) => item.postId === postId)) throw new Error('not in the inbox yet');
  }, 20_000);
}

async function session(city: AccessCity, owner: string, login: string, place: Place): Promise<Subject> {
  const { token } = await city.call(OpenSession, { login, secret: PASSWORD }, ANONYMOUS);
  const { actor } = await city.call(ResolveSession, { token }, ANONYMOUS);
  return subject(place, { sessionId: actor.sessionId ?? '', token }, owner);
}
