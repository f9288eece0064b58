import {
  type Actor,
  AddSecondUnion,
  ANONYMOUS,
  ApplyToJoin,
  AskOwnTransfer,
  AskTransferFor,
  EndSecondUnion,
  GetJoinCode,
  Joinings,
  OwnTransfers,
  RecordDeparture,
  RefuseTransfer,
  TakeDepartureBack,
} from '@guantong/contracts';
import { type AccessCity, WHO_GOES } from './access-city.js';
import { canary } from './canaries.js';
import { nameOf, WORKERS } from './people.js';
import { type Place, UNIONS } from './places.js';
import { type Subject, subject } from './subject.js';
import { unused } from './unused.js';

/** Where members of a union go besides. */
const OTHER: Partial<Record<Place, Place>> = { site: 'school', school: 'sweepers', sweepers: 'site' };
const otherThan = (place: Place): Place => OTHER[place] ?? 'site';
const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

const inUnions = (make: (place: Place) => Promise<Subject>): Promise<Subject[]> => Promise.all(UNIONS.map(make));
const goes = (city: AccessCity, place: Place): string => city.workers[place]?.[WHO_GOES]?.id ?? '';

/** Nothing that they asked, or that was asked about them, is open any more. */
async function endTransfersOf(city: AccessCity, actor: Actor): Promise<void> {
  const { items } = await city.call(OwnTransfers, {}, actor);
  for (const { transferId, endedAt } of items)
    if (!endedAt) await city.call(RefuseTransfer, { transferId, reason: '不去了' }, actor);
}

/** As they were: in their own union alone, with nothing under way. */
async function asBefore(city: AccessCity, place: Place): Promise<void> {
  const workerId = goes(city, place);
  await city.call(TakeDepartureBack, { workerId }, city.administrator).catch(() => undefined); // if they had left
  await endTransfersOf(city, city.worker(place, WHO_GOES));
  for (const other of UNIONS) {
    const second = { workerId, unitId: city.units[other] };
    await city.call(EndSecondUnion, second, city.administrator).catch(() => undefined); // if they were there
  }
}

/** Whoever goes asks for a place in another union as well. */
async function transfer(city: AccessCity, place: Place): Promise<Subject> {
  const to = otherThan(place);
  await asBefore(city, place);
  const asked = { unitId: city.units[to], kind: 'SECOND' as const };
  const { transferId } = await city.call(AskOwnTransfer, asked, city.worker(place, WHO_GOES));
  return { ...subject(place, { transferId, unitId: city.units[place] }), alsoAt: [to] };
}

async function joining(city: AccessCity, place: Place): Promise<Subject> {
  const unitId = city.units[place];
  const { code } = await city.call(GetJoinCode, { unitId }, city.administrator);
  const phone = `139${String(Date.now() % 10_000).padStart(4, '0')}${unused().slice(-3).padStart(4, '0')}`;
  const person = { sex: 'F' as const, birthDate: '1990-01-01', schooling: 'primary' as const, phone };
  const applicant = { name: `${canary('applicantName', place)}${unused()}`, employmentForm: 'migrant' as const };
  const { receipt } = await city.call(ApplyToJoin, { code, ...person, ...applicant }, ANONYMOUS);
  const { items } = await city.call(Joinings, { unitId, limit: 100 }, city.administrator);
  const joiningId = items.find((item) => item.name === applicant.name)?.joiningId ?? '';
  return subject(place, { joiningId, receipt, code, unitId });
}

type Make = (city: AccessCity) => Promise<Subject[]>;

/** What workers do and what is done to them: coming, going, and being in several unions. */
export const WORKER_AFFAIRS = {
  joining: (city) => inUnions((place) => joining(city, place)),
  transfer: (city) => inUnions((place) => transfer(city, place)),
  /** Seen from the union that the worker is in. */
  transferFrom: (city) =>
    inUnions(async (place) => {
      const { ids, alsoAt = [] } = await transfer(city, place);
      return { ...subject(place, ids), alsoKnownAt: alsoAt };
    }),
  /** Asked by the union that the worker is in, which alone may take it back. */
  transferAskedByUnion: (city) =>
    inUnions(async (place) => {
      const to = otherThan(place);
      await asBefore(city, place);
      const asked = { workerId: goes(city, place), unitId: city.units[to], kind: 'SECOND' as const, onBehalf: false };
      const { transferId } = await city.call(AskTransferFor, asked, city.administrator);
      return { ...subject(place, { transferId, unitId: city.units[place] }), alsoKnownAt: [to] };
    }),
  /** Of those who ask: asked by themselves. */
  ownTransfer: (city) =>
    Promise.all(
      WORKERS.map(async (person) => {
        const { actor, name } = city.asker(nameOf(person));
        await endTransfersOf(city, actor);
        const to = { unitId: city.units[person.nth === 0 ? otherThan(person.at) : 'sweepers'] };
        const { transferId } = await city.call(AskOwnTransfer, { ...to, kind: 'SECOND' }, actor);
        return subject(person.at, { transferId }, name);
      }),
    ),
  /** A union that one of those who ask is in besides their own. */
  ownSecondUnion: (city) =>
    Promise.all(
      WORKERS.map(async (person) => {
        const { actor, name } = city.asker(nameOf(person));
        const unitId = city.units[person.nth === 0 ? otherThan(person.at) : 'sweepers'];
        await city.call(AddSecondUnion, { workerId: actor.worker?.id ?? '', unitId }, city.administrator);
        return subject(person.at, { unitId }, name);
      }),
    ),
  /** A union that those who ask could go to. */
  unionToAskFor: async (city) => {
    for (const person of WORKERS) await endTransfersOf(city, city.asker(nameOf(person)).actor);
    return inUnions(async (place) => subject(place, { unitId: city.units[place] }));
  },
  /** A union that would like to have who goes from the sweepers. */
  unionThatWants: async (city) => {
    await asBefore(city, 'sweepers');
    return inUnions(async (place) => subject(place, { unitId: city.units[place] }));
  },
  whoGoes: (city) =>
    inUnions(async (place) => {
      await asBefore(city, place);
      return subject(place, { workerId: goes(city, place), unitId: city.units[otherThan(place)] });
    }),
  secondMember: (city) =>
    inUnions(async (place) => {
      await asBefore(city, place);
      const ids = { workerId: goes(city, place), unitId: city.units[otherThan(place)] };
      await city.call(AddSecondUnion, ids, city.administrator);
      return { ...subject(place, ids), alsoAt: [otherThan(place)] };
    }),
  whoLeft: (city) =>
    inUnions(async (place) => {
      await asBefore(city, place);
      const workerId = goes(city, place);
      await city.call(RecordDeparture, { workerId, kind: 'LEFT', on: yesterday() }, city.administrator);
      return subject(place, { workerId });
    }),
} as const satisfies Record<string, Make>;
