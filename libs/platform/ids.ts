import { randomUUID, randomUUIDv7 } from 'node:crypto';

/** A UUIDv7: sorts by the millisecond it was made in, so indexes grow at their end. */
export const newId = (): string => randomUUIDv7();

/**
 * A random UUIDv4 that tells nobody when it was made. For everything that belongs to an anonymous person:
 * a UUIDv7 would carry the very millisecond that we promise not to keep.
 */
export const newTimelessId = (): string => randomUUID();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
