import type { DateStyles } from './date-styles.js';
import { MOST_COLUMNS } from './table-limits.js';
import type { SharedStrings } from './shared-strings.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';
import type { XmlElement } from './xml-elements.js';
import { textOf, unescapeXml } from './xml-text.js';

/** One `<row>` of a sheet. Scanned by hand: three times as fast as an XML parser, and the form is fixed by a standard. */
export function sheetRow(
  { xml, prefix: p }: XmlElement,
  sheet: string,
  lineBefore: number,
  { strings, dates }: { strings: SharedStrings; dates: DateStyles },
): TableRow {
  const line = Number(attribute(xml.slice(0, xml.indexOf('>')), 'r')) || lineBefore + 1;
  const cells: string[] = [];
  const formulas: number[] = [];
  const open = `<${p}c`;
  const close = `</${p}c>`;
  let column = -1;
  for (let at = xml.indexOf(open, 4); at >= 0; at = xml.indexOf(open, at)) {
    const tagEnd = xml.indexOf('>', at);
    const after = xml.charAt(at + open.length);
    if (tagEnd < 0) break;
    if (after !== ' ' && after !== '>' && after !== '/') {
      at = tagEnd + 1;
      continue;
    }
    const tag = xml.slice(at, tagEnd);
    column = columnOf(attribute(tag, 'r')) ?? column + 1;
    if (column >= MOST_COLUMNS) throw new UnusableFile('TOO_MANY_COLUMNS', { max: MOST_COLUMNS });
    if (xml.charAt(tagEnd - 1) === '/') {
      at = tagEnd;
      continue;
    }
    const end = xml.indexOf(close, tagEnd);
    if (end < 0) break;
    while (cells.length < column) cells.push('');
    const body = xml.slice(tagEnd + 1, end);
    if (body.includes(`<${p}f`)) formulas.push(column);
    cells[column] = valueOf(body, tag, p, strings, dates);
    at = end + close.length;
  }
  return { sheet, line, cells, formulas };
}

function valueOf(body: string, tag: string, p: string, strings: SharedStrings, dates: DateStyles): string {
  const type = attribute(tag, 't');
  if (type === 'inlineStr') return textOf(body, p);
  const start = body.indexOf(`<${p}v`);
  if (start < 0) return '';
  const from = body.indexOf('>', start) + 1;
  const raw = body.slice(from, body.indexOf('<', from));
  if (type === 's') return strings.at(Number(raw));
  if (type === 'e') return '';
  if (type === 'b') return raw === '1' ? '是' : '否';
  if (type === undefined || type === 'n')
    return dates.shown(attribute(tag, 's'), raw) ?? (/[eE.]/.test(raw) ? plainNumber(raw) : raw);
  return unescapeXml(raw);
}

/** Excel writes 14012341234 as 1.4012341234E10 when it feels like it. */
function plainNumber(raw: string): string {
  const value = Number(raw);
  return Number.isSafeInteger(value) ? value.toFixed(0) : raw;
}

function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0) return undefined;
  const from = at + name.length + 3;
  return tag.slice(from, tag.indexOf('"', from));
}

/** `AB12` → 27 */
function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
