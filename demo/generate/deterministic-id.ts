import type { Random } from './random.js';

/** 2026-01-01T00:00:00Z in milliseconds; workers count up from here, units from a day before. */
const WORKER_EPOCH = 1_767_225_600_000;
const UNIT_EPOCH = WORKER_EPOCH - 86_400_000;

const HEX16 = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const hex16 = (value: number): string => HEX16[value & 0xffff] ?? '0000';

/**
 * A UUIDv7-shaped id: the serial number stands where the time stands (one millisecond each), so ids are unique and
 * ascending like real ones, and an index takes them at its end.
 */
function idAt(epoch: number, serial: number, random: Random): string {
  const time = epoch + serial;
  const high = Math.floor(time / 65_536);
  const first = random.next();
  const second = random.next();
  const third = random.next();
  return (
    `${hex16(high >>> 16)}${hex16(high)}-${hex16(time % 65_536)}-${hex16(0x7000 | (first & 0x0fff))}-` +
    `${hex16(0x8000 | ((first >>> 16) & 0x3fff))}-${hex16(second)}${hex16(second >>> 16)}${hex16(third)}`
  );
}

export const unitId = (serial: number, random: Random): string => idAt(UNIT_EPOCH, serial, random);
export const workerId = (serial: number, random: Random): string => idAt(WORKER_EPOCH, serial, random);
