import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

const LARGEST = 0xffffffff;
/** Sizes follow the data, names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980: when a file was written is nobody's business. */
const DATE = 0x21;

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  bytes: number;
  at: number;
}

/** Writes a ZIP file entry by entry, none of which is ever whole in memory. */
export class ZipWriter {
  private readonly entries: Written[] = [];
  private at = 0;

  async *entry(name: string, content: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, bytes: 0, at: this.at };
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(FLAGS, 6);
    header.writeUInt16LE(DEFLATE, 8);
    header.writeUInt16LE(DATE, 12);
    header.writeUInt16LE(entry.name.length, 26);
    yield this.counted(Buffer.concat([header, entry.name]));
    const counting = async function* (): AsyncGenerator<Buffer> {
      for await (const part of content) {
        entry.crc = crc32(part, entry.crc);
        entry.bytes += part.length;
        yield part;
      }
    };
    const source = Readable.from(counting());
    const deflate = createDeflateRaw({ level: 1 });
    source.on('error', (error) => deflate.destroy(error)).pipe(deflate);
    try {
      for await (const part of deflate as AsyncIterable<Buffer>) {
        entry.packed += part.length;
        yield this.counted(part);
      }
    } finally {
      source.destroy();
      deflate.destroy();
    }
    if (entry.bytes > LARGEST) throw new Error(`${name} is larger than a plain ZIP file can hold`);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    this.writeSizes(sizes, 4, entry);
    yield this.counted(sizes);
    this.entries.push(entry);
  }

  /** What stands at the end. */
  end(): Buffer {
    const directory = this.entries.map((entry) => {
      const record = Buffer.alloc(46);
      record.writeUInt32LE(0x02014b50, 0);
      record.writeUInt16LE(20, 4);
      record.writeUInt16LE(20, 6);
      record.writeUInt16LE(FLAGS, 8);
      record.writeUInt16LE(DEFLATE, 10);
      record.writeUInt16LE(DATE, 14);
      this.writeSizes(record, 16, entry);
      record.writeUInt16LE(entry.name.length, 28);
      record.writeUInt32LE(entry.at, 42);
      return Buffer.concat([record, entry.name]);
    });
    const size = directory.reduce((sum, record) => sum + record.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(this.at, 16);
    return Buffer.concat([...directory, end]);
  }

  private writeSizes(into: Buffer, at: number, { crc, packed, bytes }: Written): void {
    into.writeUInt32LE(crc, at);
    into.writeUInt32LE(packed, at + 4);
    into.writeUInt32LE(bytes, at + 8);
  }

  private counted(part: Buffer): Buffer {
    this.at += part.length;
    return part;
  }
}
