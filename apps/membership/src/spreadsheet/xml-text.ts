const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only XML's own five entities and numbers; others, which would need a DTD, stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The text of all `<t>` in a piece of XML, without phonetic readings. `p` is the namespace prefix with colon, or ''. */
export function textOf(xml: string, p: string): string {
  const shown = xml.includes(`<${p}rPh`)
    ? xml.replaceAll(new RegExp(`<${p}rPh[\\s>][\\s\\S]*?</${p}rPh>`, 'g'), '')
    : xml;
  const close = `</${p}t>`;
  let text = '';
  for (let at = shown.indexOf(`<${p}t`); at >= 0; at = shown.indexOf(`<${p}t`, at)) {
    const start = shown.indexOf('>', at) + 1;
    if (start === 0) break;
    const next = shown.charAt(at + p.length + 2);
    if ((next !== '>' && next !== ' ') || shown.charAt(start - 2) === '/') {
      at = start;
      continue;
    }
    const end = shown.indexOf(close, start);
    if (end < 0) break;
    text += shown.slice(start, end);
    at = end + close.length;
  }
  return unescapeXml(text);
}

/** Namespace prefix of the root element, with its colon: some writers say `<x:worksheet>`. */
export const prefixOf = (xml: string, root: string): string =>
  new RegExp(`<((?:\\w+:)?)${root}[\\s>]`).exec(xml)?.[1] ?? '';
