import { fail } from '@guantong/contracts';

/** Where a page ended: the sort key of its last row. Opaque to callers, but it holds nothing they did not see. */
export const encodeCursor = (...key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const UUID = /^[0-9a-f-]{36}$/i;

const wrong = () => fail('VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'isCursor' }]);

function decode(cursor: string): unknown[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key)) return key;
  } catch {
    // told below
  }
  throw wrong();
}

/** @throws VALIDATION_FAILED when it is not a cursor of this kind */
export function timeAndId(cursor: string | undefined): [time: string | null, id: string | null] {
  if (cursor === undefined) return [null, null];
  const [time, id] = decode(cursor);
  if (
    typeof time !== 'string' ||
    !TIME.test(time) ||
    Number.isNaN(Date.parse(time)) ||
    typeof id !== 'string' ||
    !UUID.test(id)
  )
    throw wrong();
  return [time, id];
}

/** @throws VALIDATION_FAILED when it is not a cursor of this kind */
export function idOnly(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [id] = decode(cursor);
  if (typeof id !== 'string' || !UUID.test(id)) throw wrong();
  return id;
}

/** @throws VALIDATION_FAILED when it is not a cursor of this kind */
export function slotOnly(cursor: string | undefined): number {
  if (cursor === undefined) return -1;
  const [slot] = decode(cursor);
  if (typeof slot !== 'number' || !Number.isSafeInteger(slot) || slot < 0 || slot > 2_000_000) throw wrong();
  return slot;
}

/** A page of at most `limit` out of `rows`, which were asked for with one more, to know whether there is a next one. */
export function page<R>(
  rows: readonly R[],
  limit: number,
  cursorOf: (last: R) => string,
): { items: R[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
