import { UnusableFile } from './unusable-file.js';
import { xmlElements } from './xml-elements.js';
import { textOf } from './xml-text.js';
import type { ZipArchive } from './zip-archive.js';

/** A million lines with three texts of their own come to some 45 MB. */
const MOST_BYTES = 128 * 1024 * 1024;

/** The texts that a workbook's cells refer to by number, kept as bytes: a tenth of what an array of strings takes. */
export class SharedStrings {
  private bytes = Buffer.allocUnsafe(1024 * 1024);
  private ends = new Uint32Array(64 * 1024);
  private count = 0;
  private used = 0;

  static async read(archive: ZipArchive, entry = 'xl/sharedStrings.xml'): Promise<SharedStrings> {
    const strings = new SharedStrings();
    if (!archive.has(entry)) return strings;
    for await (const items of xmlElements(archive.read(entry), { root: 'sst', element: 'si' })) {
      for (const { xml, prefix } of items) strings.add(textOf(xml, prefix));
    }
    return strings;
  }

  at(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return '';
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  private add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > MOST_BYTES) throw new UnusableFile('TOO_LARGE_UNPACKED');
    while (this.used + length > this.bytes.length) {
      this.bytes = Buffer.concat([this.bytes], Math.min(this.bytes.length * 2, MOST_BYTES));
    }
    if (this.count === this.ends.length) {
      const longer = new Uint32Array(this.ends.length * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.bytes.write(text, this.used);
    this.used += length;
    this.ends[this.count++] = this.used;
  }
}
