import type { Asker } from './people.js';
import type { Place } from './places.js';

const ID_NAMES = [
  'unitId',
  'parentId',
  'siblingId',
  'changeId',
  'workerId',
  'appointmentId',
  'accountId',
  'absentId',
  'substitutionId',
  'caseId',
  'attachmentId',
  'postId',
  'importId',
  'sessionId',
  'receiptCode',
  'receipt',
  'code',
  'joiningId',
  'transferId',
  'correctionId',
  'deputyId',
  'token',
  'tokenId',
] as const;
export type Ids = Record<(typeof ID_NAMES)[number], string>;

export const NO_IDS = Object.fromEntries(ID_NAMES.map((name) => [name, ''])) as Ids;

/** Something that belongs to a unit or a person, and that an operation can be asked about. */
export interface Subject {
  place: Place;
  /** The name of the asker whose own it is, where it belongs to a person. */
  owner?: string;
  ids: Ids;
  /** Other units whose it is as well. */
  alsoAt?: readonly Place[];
  /** Units that have a part in it without having it now. */
  alsoKnownAt?: readonly Place[];
  /** The owner, where it is somebody made for it alone: asks about this one besides all who ask anyway. */
  asker?: Asker;
}

export const subject = (place: Place, ids: Partial<Ids>, owner?: string): Subject => ({
  place,
  ids: { ...NO_IDS, ...ids },
  ...(owner && { owner }),
});
