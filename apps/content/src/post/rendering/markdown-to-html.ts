import { fail } from '@guantong/contracts';
import { Marked, type Tokens } from 'marked';

/** More columns cannot be read on a phone. It also bounds what a short source can grow into: rows are padded. */
const MAX_TABLE_COLUMNS = 12;
/** Lists within lists, quotes within quotes. */
const MAX_NESTING = 12;
/** The parser takes quadratic time for one long run of spaces (1.8 s for 50,000). */
const LONG_RUN_OF_SPACES = / {64,}/g;
/** PostgreSQL stores no NUL, and no other control character has a place in a text. */
const CONTROL_CHARACTERS = /[^\P{Cc}\n\t]/gu;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const marked = new Marked({
  gfm: true,
  breaks: true, // people expect a new line where they typed one
  tokenizer: {
    // `undefined`: not a table, so it stays ordinary text; `false`: let the built-in tokenizer look
    table(source): Tokens.Table | undefined | false {
      const header = source.slice(0, source.indexOf('\n'));
      return header.split('|').length > MAX_TABLE_COLUMNS + 2 ? undefined : false;
    },
  },
  renderer: {
    // Pictures come with attachments; until then an image is its description, and no address of somebody else's.
    image: ({ text }) => escape(text),
  },
});

const nestingOf = (html: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [, closing] of html.matchAll(/<(\/?)(?:ul|ol|blockquote)\b/gi)) {
    depth = Math.max(0, depth + (closing ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

/** Line ends as \n, no control characters, no absurd runs of spaces. What is stored as the source. */
export const normaliseMarkdown = (markdown: string): string =>
  markdown.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROL_CHARACTERS, '').replaceAll(LONG_RUN_OF_SPACES, ' '.repeat(64));

/**
 * HTML as the Markdown says, raw HTML in it included: NOT fit to be shown before it is cleaned.
 * @throws POST_BODY_TOO_COMPLEX
 */
export function markdownToHtml(markdown: string): string {
  let html: string;
  try {
    html = marked.parse(markdown, { async: false });
  } catch {
    throw fail('POST_BODY_TOO_COMPLEX'); // nested deeper than the stack
  }
  if (nestingOf(html) > MAX_NESTING) throw fail('POST_BODY_TOO_COMPLEX');
  return html;
}
