/** Signatures and offsets of the ZIP format (APPNOTE 4.3): local header, central directory entry, end record. */
const LOCAL = { signature: 0x04034b50, time: 10 } as const;
const ENTRY = {
  signature: 0x02014b50,
  time: 12,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  local: 42,
  size: 46,
};
const END = { signature: 0x06054b50, count: 10, directory: 16, size: 22 } as const;

/** 1 January 2026, 00:00, as DOS time and date. */
const MOMENT = 0x5c210000;

/** Sets the time of every file in a ZIP archive, so that writing the same content again changes no byte. */
export function withFixedZipTimes(archive: Buffer): Buffer {
  const fixed = Buffer.from(archive);
  const end = fixed.length - END.size;
  if (end < 0 || fixed.readUInt32LE(end) !== END.signature) throw new Error('not a ZIP archive without a comment');
  let at = fixed.readUInt32LE(end + END.directory);
  for (let left = fixed.readUInt16LE(end + END.count); left > 0; left--) {
    const local = fixed.readUInt32LE(at + ENTRY.local);
    if (fixed.readUInt32LE(at) !== ENTRY.signature || fixed.readUInt32LE(local) !== LOCAL.signature)
      throw new Error('a damaged ZIP archive');
    fixed.writeUInt32LE(MOMENT, at + ENTRY.time);
    fixed.writeUInt32LE(MOMENT, local + LOCAL.time);
    at +=
      ENTRY.size +
      fixed.readUInt16LE(at + ENTRY.nameLength) +
      fixed.readUInt16LE(at + ENTRY.extraLength) +
      fixed.readUInt16LE(at + ENTRY.commentLength);
  }
  return fixed;
}
