import {
  type Actor,
  ANONYMOUS,
  AskForCorrection,
  AskForErasure,
  GetHeldAboutMe,
  FindWorkers,
  OpenSession,
  ResolveSession,
  SetWorkerPassword,
  WithdrawCorrection,
} from '@guantong/contracts';
import { buildRosterCells, csvFile } from '../../../apps/membership/src/testing/build-roster.js';
import { importFile } from '../../../apps/membership/src/testing/import-file.js';
import { type AccessCity, MEMBERS, PASSWORD, THE_OTHER } from './access-city.js';
import { canary } from './canaries.js';
import { type Asker, nameOf, WORKERS } from './people.js';
import { type Place, UNIONS } from './places.js';
import { type Subject, subject } from './subject.js';
import { unused } from './unused.js';

async function takeCorrectionBack(city: AccessCity, actor: Actor): Promise<void> {
  const { corrections } = await city.call(GetHeldAboutMe, {}, actor);
  for (const { correctionId, state } of corrections)
    if (state === 'WAITING') await city.call(WithdrawCorrection, { correctionId }, actor);
}

async function correction(city: AccessCity, place: Place, nth: number, actor: Actor, owner?: string): Promise<Subject> {
  await takeCorrectionBack(city, actor);
  const fields = { trade: `${canary('workerTrade', place, nth)}${unused()}` };
  const note = canary('correctionNote', place, nth);
  const { correctionId } = await city.call(AskForCorrection, { fields, note }, actor);
  return subject(place, { correctionId, unitId: city.units[place] }, owner);
}

let newcomers = MEMBERS;
/** Somebody new in each of these unions, logged in: for what nobody who asks again and again would survive. */
async function newcomersIn(city: AccessCity, places: readonly Place[]): Promise<(Asker & { at: Place })[]> {
  const people = places.map((at) => ({ kind: 'WORKER' as const, at, nth: newcomers++ }));
  const lines = people.map(({ at, nth }) => {
    const named = { 姓名: canary('workerName', at, nth), 工种: canary('workerTrade', at, nth) };
    return buildRosterCells(nth, `ZQ${at}`, { ...named, 手机号: '', 京卡号: canary('workerCard', at, nth) });
  });
  const { added, errors } = await importFile(city, { file: csvFile(lines), actor: city.administrator });
  if (added !== people.length) throw new Error(`${added} workers were added: ${JSON.stringify(errors)}`);
  return Promise.all(
    people.map(async (person) => {
      const login = canary('workerCard', person.at, person.nth);
      const { items } = await city.call(FindWorkers, { search: login }, city.administrator);
      await city.call(
        SetWorkerPassword,
        { workerId: items[0]?.workerId ?? '', password: PASSWORD },
        city.administrator,
      );
      const { token } = await city.call(OpenSession, { login, secret: PASSWORD }, ANONYMOUS);
      const { actor } = await city.call(ResolveSession, { token }, ANONYMOUS);
      return { person, name: nameOf(person), token, actor, at: person.at };
    }),
  );
}

type Make = (city: AccessCity) => Promise<Subject[]>;

/** What workers do with what is held of them. */
export const OWN_AFFAIRS = {
  /** Something that a worker says is wrong in the roster. */
  correction: (city) =>
    Promise.all(UNIONS.map((place) => correction(city, place, THE_OTHER, city.worker(place, THE_OTHER)))),
  /** The same of those who ask: their own. */
  ownCorrection: (city) =>
    Promise.all(
      WORKERS.map((person) => {
        const { actor, name } = city.asker(nameOf(person));
        return correction(city, person.at, person.nth, actor, name);
      }),
    ),
  /** The record of each worker who asks, with no correction open. */
  ownRecord: (city) =>
    Promise.all(
      WORKERS.map(async (person) => {
        const { actor, name } = city.asker(nameOf(person));
        await takeCorrectionBack(city, actor);
        return subject(person.at, {}, name);
      }),
    ),
  whoLeaves: async (city) =>
    (await newcomersIn(city, ['site', 'sweepers'])).map((asker) => ({ ...subject(asker.at, {}, asker.name), asker })),
  /** Somebody who has the code with which everything about them is erased. */
  whoErases: async (city) =>
    Promise.all(
      (await newcomersIn(city, ['site', 'sweepers'])).map(async (asker) => {
        const { code } = await city.call(AskForErasure, {}, asker.actor);
        return { ...subject(asker.at, { code }, asker.name), asker };
      }),
    ),
} as const satisfies Record<string, Make>;
