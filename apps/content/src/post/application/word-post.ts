import type { Wording } from '../domain/post-revision.js';
import { textOf } from '../rendering/clean-html.js';
import { type RenderedBody, renderBody } from '../rendering/render-body.js';
import { summarise } from '../rendering/summarise.js';

/** What a writer gives; left out: as before. An empty or null summary: the beginning of the body. */
export interface WordingChange {
  title?: string;
  summary?: string | null;
  bodyMarkdown?: string;
}

/** @throws POST_BODY_EMPTY, POST_BODY_TOO_COMPLEX */
export function wordPost(given: WordingChange & { title: string; bodyMarkdown: string }): Wording {
  const body = renderBody(given.bodyMarkdown);
  return wording(given.title, given.summary, body);
}

/** A summary that was the beginning of the old body becomes the beginning of the new one. */
export function rewordPost(before: Wording, change: WordingChange): Wording {
  const body = change.bodyMarkdown
    ? renderBody(change.bodyMarkdown)
    : { markdown: before.bodyMarkdown, html: before.bodyHtml, text: textOf(before.bodyHtml) };
  const wasDerived = before.summary === summarise(textOf(before.bodyHtml));
  const summary = change.summary === undefined ? (wasDerived ? null : before.summary) : change.summary;
  return wording(change.title ?? before.title, summary, body);
}

const wording = (title: string, summary: string | null | undefined, body: RenderedBody): Wording => ({
  title: title.trim(),
  summary: summary?.trim() || summarise(body.text),
  bodyMarkdown: body.markdown,
  bodyHtml: body.html,
});
