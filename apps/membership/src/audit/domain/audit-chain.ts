import { createHash } from 'node:crypto';

/** An entry as it lies in the database, times in UTC to the microsecond, bigints as text. */
export interface ChainedEntry {
  id: string;
  at: string;
  actorKind: string;
  accountId: string | null;
  actingFor: string | null;
  action: string;
  unitId: string | null;
  subjectIds: readonly string[];
  detail: Readonly<Record<string, unknown>>;
}

/** What the first entry follows. */
export const GENESIS: Buffer = Buffer.alloc(32);

const FORMAT = 'guantong-audit-1';

/**
 * The bytes that are sealed: a JSON array, UTF-8, without blanks, fields in this order, keys of the detail sorted by
 * code unit. Never change it: a new format gets a new name, and old entries keep theirs.
 */
export function canonicalBytes(seq: number, e: ChainedEntry): Buffer {
  const detail = Object.entries(e.detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields = [FORMAT, seq, e.id, e.at, e.actorKind, e.accountId, e.actingFor, e.action, e.unitId, e.subjectIds];
  return Buffer.from(JSON.stringify([...fields, detail]), 'utf8');
}

/** The hash of entry number `seq` of the chain, from that of the one before. */
export const chainHash = (before: Buffer, seq: number, entry: ChainedEntry): Buffer =>
  createHash('sha256').update(before).update(canonicalBytes(seq, entry)).digest();
