import type { FileHandle } from 'node:fs/promises';
import { DateStyles } from './date-styles.js';
import { sheetRow } from './sheet-row.js';
import { SharedStrings } from './shared-strings.js';
import { MOST_EMPTY_LINES } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';
import { xmlElements } from './xml-elements.js';
import { unescapeXml } from './xml-text.js';
import { ZipArchive } from './zip-archive.js';

interface Sheet {
  name: string;
  entry: string;
}

/** The lines of all sheets of a workbook, in order, in handfuls. Empty lines are left out. */
export async function* xlsxRows(file: FileHandle, bytes: number): AsyncGenerator<TableRow[]> {
  const archive = await ZipArchive.open(file, bytes);
  const sheets = await sheetsOf(archive);
  const shared = {
    strings: await SharedStrings.read(archive),
    dates: await DateStyles.read(archive, await archive.readText('xl/workbook.xml')),
  };
  for (const { name, entry } of sheets) {
    let line = 0;
    let empty = 0;
    for await (const elements of xmlElements(archive.read(entry), { root: 'worksheet', element: 'row' })) {
      const rows: TableRow[] = [];
      for (const element of elements) {
        const row = sheetRow(element, name, line, shared);
        line = row.line;
        if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
        else if (++empty > MOST_EMPTY_LINES) throw new UnusableFile('TOO_MANY_EMPTY_LINES', { line });
      }
      if (rows.length > 0) yield rows;
    }
  }
}

/** @throws UnusableFile when it is a ZIP file, but no workbook */
async function sheetsOf(archive: ZipArchive): Promise<Sheet[]> {
  if (!archive.has('xl/workbook.xml') || !archive.has('xl/_rels/workbook.xml.rels'))
    throw new UnusableFile('NOT_A_TABLE');
  const targets = new Map(
    tags(await archive.readText('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [
      valueIn(tag, 'Id'),
      valueIn(tag, 'Target'),
    ]),
  );
  return tags(await archive.readText('xl/workbook.xml'), 'sheet').flatMap((tag) => {
    const target = targets.get(/\s\w+:id="([^"]*)"/.exec(tag)?.[1] ?? '');
    if (!target) return [];
    const entry = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return archive.has(entry) && entry.includes('worksheets/')
      ? [{ name: unescapeXml(valueIn(tag, 'name')), entry }]
      : [];
  });
}

const tags = (xml: string, name: string): string[] => xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? [];
const valueIn = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
