import type { Permission, RpcDefinition } from '@guantong/contracts';
import type { Secret } from '../city/canaries.js';
import type { Ids } from '../city/subject.js';
import type { SubjectKind } from '../city/subjects.js';

/** Who may, and how far. The expected outcome of every cell follows from this and from ROLE_PERMISSIONS. */
export type Who =
  /** Staff who hold the permission (any of them, when there are several) where the subject is. */
  | { staff: Permission | readonly Permission[] }
  /** The same; but whoever holds `seenWith` there knows of the subject, and is told plainly that it is not theirs. */
  | { staff: Permission; seenWith: Permission }
  /** The person whose own the subject is; `needs` what the route asks for besides. */
  | { owner: 'STAFF' | 'WORKER' | 'EITHER'; needs?: Permission }
  /** Workers of the subject's unit and of everything below it. */
  | { workersBelow: true }
  | 'ANY_STAFF'
  | 'ANY_WORKER'
  | 'LOGGED_IN'
  /** Services among themselves, and operators: nobody over HTTP. */
  | 'SYSTEM'
  | 'EVERYBODY';

export interface Rule {
  /** The question or command behind it, asked over NATS as well. Left out: the gateway answers by itself or by several. */
  rpc?: RpcDefinition<never> | RpcDefinition;
  /** Operation ids of the API document that lead to it. Left out: it cannot be asked over HTTP. */
  operations?: readonly string[];
  may: Who;
  /** It only reads, where there is no question behind it to tell. */
  reads?: true;
  /** What it is about, made at every place by city/subjects.ts. Left out: about nothing in particular. */
  of?: SubjectKind;
  /**
   * The request over NATS, with the ids of one subject. Over HTTP what the path and the query name is taken out of it,
   * and the rest is the body; `body` where that is different.
   */
  request?: (its: Ids) => object;
  body?: (its: Ids) => object;
  /** The file that goes with it, over HTTP. */
  upload?: () => { name: string; bytes: Buffer<ArrayBuffer> };
  /** The file in its answer over NATS, in base64: what is in it is heard too. */
  file?: (body: never) => string;
  /** Exactly which subjects of a kind the answer lists: those where the asker holds the permission of `may`. */
  lists?: { kind: SubjectKind; id: keyof Ids; found: (body: never) => readonly string[] };
  /**
   * A foreign subject is not refused but left out of a success, exactly as a missing one is. `narrowed`: what is left is
   * that part of the asker's own list that touches it.
   */
  leavesOut?: true | 'narrowed';
  /** Asked with this token instead of the asker's, over HTTP. */
  bearer?: (its: Ids) => string;
  /** How many subjects of a kind the answer counts: at and below what it is about or, about nothing, within reach. */
  counts?: { kind: SubjectKind; counted: (body: never) => number };
  /** What an allowed answer shows beyond what the asker may know anyway. */
  shows?: readonly Secret[];
  /** Units that the answer has lines or figures of: only of those where the asker holds the permission of `may`. */
  lines?: (body: never) => readonly string[];
  /** What those get who come after the first who was allowed, because the thing has moved on. */
  thenRefusedWith?: string;
  /** The codes of a refusal, where they are not those for missing rights and missing things. */
  refusedWith?: readonly string[];
  /** Also open to staff who have yet to enrol the second factor that their role needs. */
  whileEnrolling?: true;
  /** Why nobody who may is asked: it would end what the matrix asks with. */
  onlyRefused?: string;
  /** Why those who could do it to themselves are not asked, but only the owner, made for it: it is about who asks. */
  onlyByItsOwner?: string;
  /** Why no cell of it can be answered with success here; else one must be. */
  neverSucceeds?: string;
}

export const changesSomething = ({ rpc, reads }: Rule): boolean => !reads && (rpc?.isCommand ?? true);
