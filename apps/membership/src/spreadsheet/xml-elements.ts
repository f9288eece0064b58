import { UnusableFile } from './unusable-file.js';
import { prefixOf } from './xml-text.js';

/** Longest element, in characters: a line of 200 columns with long texts takes a tenth of it. */
const LONGEST = 1024 * 1024;
/** How far into the file the root element is looked for. */
const HEAD = 8192;

export interface XmlElement {
  /** From `<name` to the end of its closing tag. */
  xml: string;
  prefix: string;
}

/** The elements `name` of a large XML file one after the other, without holding more than one of them. */
export async function* xmlElements(
  bytes: AsyncIterable<Buffer>,
  names: { root: string; element: string },
): AsyncGenerator<XmlElement[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let prefix: string | undefined;
  let count = 0;
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    if (prefix === undefined) {
      if (rest.length < HEAD && !rest.includes(`${names.root}>`) && !rest.includes(`<${names.element}`)) continue;
      if (rest.slice(0, HEAD).includes('<!DOCTYPE')) throw new UnusableFile('NOT_A_TABLE');
      prefix = prefixOf(rest, names.root);
    }
    const { found, end } = cut(rest, prefix, names.element);
    count += found.length;
    rest = rest.slice(end);
    if (rest.length > LONGEST) throw new UnusableFile('LINE_TOO_LONG', { line: count + 1 });
    if (found.length > 0) yield found;
  }
}

/** All whole elements in `text`, and where what is not whole yet begins. */
function cut(text: string, prefix: string, element: string): { found: XmlElement[]; end: number } {
  const open = `<${prefix}${element}`;
  const close = `</${prefix}${element}>`;
  const found: XmlElement[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    // keep what may be the beginning of a tag
    if (start < 0) return { found, end: Math.max(at, text.length - open.length) };
    const next = text.charAt(start + open.length);
    const tagEnd = text.indexOf('>', start);
    if (tagEnd < 0) return { found, end: start };
    if (next !== '>' && next !== ' ' && next !== '/' && next !== '\n' && next !== '\r' && next !== '\t') {
      at = tagEnd + 1;
      continue;
    }
    const selfClosed = text.charAt(tagEnd - 1) === '/';
    const closedAt = selfClosed ? tagEnd - close.length + 1 : text.indexOf(close, tagEnd);
    if (closedAt < 0) return { found, end: start };
    at = closedAt + close.length;
    found.push({ xml: text.slice(start, at), prefix });
  }
}
