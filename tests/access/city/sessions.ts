import { ANONYMOUS, Appoint, MakeApiToken, OpenSession, ResolveSession } from '@guantong/contracts';
import { type AccessCity, PASSWORD } from './access-city.js';
import { canary } from './canaries.js';
import { nameOf, WORKERS } from './people.js';
import { type Place, PLACES, POSTS } from './places.js';
import { type Subject, subject } from './subject.js';
import { unused } from './unused.js';

async function session(city: AccessCity, owner: string, login: string, place: Place): Promise<Subject> {
  const { token } = await city.call(OpenSession, { login, secret: PASSWORD }, ANONYMOUS);
  const { actor } = await city.call(ResolveSession, { token }, ANONYMOUS);
  return subject(place, { sessionId: actor.sessionId ?? '', token }, owner);
}

/** By somebody of the place who does not ask. */
async function apiToken(city: AccessCity, place: Place): Promise<Subject> {
  const unitId = city.units[place];
  const maker = { unitId, role: 'publisher' as const, login: `${unused()}.${place}`, displayName: '新任' };
  const { accountId } = await city.call(Appoint, maker, city.administrator);
  const program = { name: '程序', unitId, reach: 'UNIT' as const, permissions: ['unit.read' as const] };
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const actor = { ...city.staff('publisher', place), accountId };
  const { tokenId } = await city.call(MakeApiToken, { ...program, expiresAt }, actor);
  return subject(place, { tokenId, unitId });
}

type Make = (city: AccessCity) => Promise<Subject[]>;

/** What one is logged in with. */
export const SESSIONS = {
  /** A second session of somebody who asks. */
  staffSession: (city) => Promise.all(POSTS.map((place) => session(city, `cadre@${place}`, `cadre.${place}`, place))),
  workerSession: (city) =>
    Promise.all(
      WORKERS.map((person) => {
        const { at, nth } = person;
        return session(city, nameOf(person), canary('workerCard', at, nth), at);
      }),
    ),
  /** A program's token. */
  apiToken: (city) => Promise.all(PLACES.map((place) => apiToken(city, place))),
} as const satisfies Record<string, Make>;
