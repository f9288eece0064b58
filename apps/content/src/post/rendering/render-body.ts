import { fail } from '@guantong/contracts';
import { cleanHtml, textOf } from './clean-html.js';
import { markdownToHtml, normaliseMarkdown } from './markdown-to-html.js';

/** In an event and in an answer it travels as JSON, beside the rest, in a message of 1 MB at the most. */
const MAX_HTML_BYTES = 600_000;
/** The bound that the events declare. */
const MAX_HTML_CHARACTERS = 400_000;

/** At least one letter, digit, mark or symbol; invisible characters alone are no text. */
const READABLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

export interface RenderedBody {
  /** The source as it is stored. */
  markdown: string;
  /** Cleaned, ready to be shown. */
  html: string;
  /** The words alone, for summaries. */
  text: string;
}

/** @throws POST_BODY_EMPTY when nothing to be read is left, POST_BODY_TOO_COMPLEX when it grew out of all proportion */
export function renderBody(source: string): RenderedBody {
  const markdown = normaliseMarkdown(source);
  const html = cleanHtml(markdownToHtml(markdown));
  if (html.length > MAX_HTML_CHARACTERS || Buffer.byteLength(JSON.stringify(html)) > MAX_HTML_BYTES) {
    throw fail('POST_BODY_TOO_COMPLEX');
  }
  const text = textOf(html);
  if (!READABLE.test(text)) throw fail('POST_BODY_EMPTY');
  return { markdown, html, text };
}
