import { type Actor, ROLES, type Role } from '@guantong/contracts';
import { type Place, POSTS, SPOTS } from './places.js';

/** Who asks. */
export type Person =
  | { kind: 'NOBODY' }
  | { kind: 'STAFF'; role: Role; at: Place }
  /** The nth worker of a grassroots union. */
  | { kind: 'WORKER'; at: Place; nth: number };

/** Somebody who asks, ready to. */
export interface Asker {
  person: Person;
  /** `cadre@east`, `worker@site` */
  name: string;
  token: string | undefined;
  actor: Actor;
}

export const NOBODY: Person = { kind: 'NOBODY' };
/** Roles asked about from a workplace as well; the others work at offices. */
const AT_WORKPLACES: readonly Role[] = ['administrator', 'cadre', 'case_handler', 'safety_officer', 'auditor'];
/** Every role at an office, and these at a workplace. */
export const STAFF: readonly Extract<Person, { kind: 'STAFF' }>[] = POSTS.flatMap((at) =>
  ROLES.filter((role) => SPOTS[at].tier !== 'GRASSROOTS' || AT_WORKPLACES.includes(role)).map((role) => ({
    kind: 'STAFF' as const,
    role,
    at,
  })),
);
/** Two of the same union, and one from elsewhere. */
export const WORKERS: readonly Extract<Person, { kind: 'WORKER' }>[] = [
  { kind: 'WORKER', at: 'site', nth: 0 },
  { kind: 'WORKER', at: 'site', nth: 1 },
  { kind: 'WORKER', at: 'sweepers', nth: 0 },
];

export const nameOf = (person: Person): string => {
  if (person.kind === 'NOBODY') return 'nobody';
  if (person.kind === 'STAFF') return `${person.role}@${person.at}`;
  return `worker ${person.nth}@${person.at}`;
};
