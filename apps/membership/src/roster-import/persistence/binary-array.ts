/**
 * PostgreSQL's arrays as it takes them in binary (array_recv), in hexadecimal: dimensions, whether there may be nulls,
 * type, number of elements, index of the first, and each element behind its length. Reading an id or a hash out of text
 * costs PostgreSQL 0.5 µs, this a sixth of it; the driver sends a Buffer as it is. By way of one long text, because
 * joining and decoding that is what V8 does fastest.
 */
const int32 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
const header = (type: number, elements: number): string => [1, 1, type, elements, 1].map(int32).join('');
const NULL = int32(-1);

const UUID = 2950;
const UUID_LENGTH = int32(16);
const DASHES = /-/g;

/** Of `unnest`: where all are null the array is sent empty, and filled up with nulls beside the others. */
const NOTHING = '{}';

/** For uuid[]. */
export function uuidArray<T>(rows: readonly T[], idOf: (row: T) => string | null | undefined): Buffer | string {
  let some = false;
  const elements = rows.map((row) => {
    const id = idOf(row);
    if (!id) return NULL;
    some = true;
    return UUID_LENGTH + id;
  });
  if (!some) return NOTHING;
  return Buffer.from(header(UUID, rows.length) + elements.join('').replaceAll(DASHES, ''), 'hex');
}

const BYTEA = 17;

/** For bytea[], from hexadecimal. */
export function byteaArray<T>(rows: readonly T[], hexOf: (row: T) => string | null | undefined): Buffer | string {
  let some = false;
  const elements = rows.map((row) => {
    const hex = hexOf(row);
    if (!hex) return NULL;
    some = true;
    return int32(hex.length / 2) + hex;
  });
  return some ? Buffer.from(header(BYTEA, rows.length) + elements.join(''), 'hex') : NOTHING;
}
