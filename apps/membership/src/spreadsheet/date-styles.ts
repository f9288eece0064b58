import type { ZipArchive } from './zip-archive.js';

const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
/** Days between the two calendars that workbooks may count in. */
const MAC_CALENDAR = 1462;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** Excel's own number formats that show a date; 27 to 36 and 50 to 58 are the Chinese ones. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Which cells of a workbook show a number as a date: a date is a day number with a style, and nothing else tells. */
export class DateStyles {
  private constructor(
    private readonly styles: ReadonlySet<number>,
    private readonly offset: number,
  ) {}

  static async read(archive: ZipArchive, workbookXml: string): Promise<DateStyles> {
    const offset = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbookXml) ? MAC_CALENDAR : 0;
    if (!archive.has('xl/styles.xml')) return new DateStyles(new Set(), offset);
    const xml = await archive.readText('xl/styles.xml');
    const own = new Set<number>();
    for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?numFmt\s([^>]*)>/g)) {
      const code = /formatCode="([^"]*)"/.exec(attributes)?.[1] ?? '';
      if (showsDate(code)) own.add(Number(/numFmtId="(\d+)"/.exec(attributes)?.[1]));
    }
    const cells = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
    const formats = [...cells.matchAll(/<(?:\w+:)?xf\s([^>]*)>/g)].map(([, attributes = '']) =>
      Number(/numFmtId="(\d+)"/.exec(attributes)?.[1] ?? 0),
    );
    return new DateStyles(
      new Set(formats.flatMap((id, style) => (isBuiltInDate(id) || own.has(id) ? [style] : []))),
      offset,
    );
  }

  /** The date that a number shows in a cell of this style; undefined when it is shown as a number. */
  shown(style: string | undefined, raw: string): string | undefined {
    if (style === undefined || !this.styles.has(Number(style))) return undefined;
    const days = Math.floor(Number(raw)) + this.offset;
    if (!(days > 0 && days <= LAST_DAY)) return undefined;
    return new Date(EPOCH_MS + days * DAY_MS).toISOString().slice(0, 10);
  }
}

/** `yyyy"年"m"月"` shows a date, `0.00_ ` and `[Red]#,##0` do not. */
function showsDate(code: string): boolean {
  const letters = code.replaceAll(/&quot;.*?&quot;|\\.|\[[^\]]*\]|_./g, '').toLowerCase();
  return /y|d/.test(letters);
}
