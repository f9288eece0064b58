import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html';

const LINK_PROTOCOLS = ['http:', 'https:', 'mailto:', 'tel:'];

/** Whole addresses only: what a relative one means depends on the page it is shown on, and `/\host` leaves it. */
function safeAddress(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return LINK_PROTOCOLS.includes(url.protocol) && !url.username && !url.password ? url.href : undefined;
}

function link(_: string, given: Attributes): Tag {
  const href = safeAddress(given.href);
  if (!href) return { tagName: 'a', attribs: {} };
  return { tagName: 'a', attribs: { href, target: '_blank', rel: 'noopener noreferrer nofollow' } };
}

/** The allow-list. Everything else goes; the text inside stays, except that of scripts, styles and the like. */
const ALLOWED: IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code'],
    ...['strong', 'em', 'del', 'b', 'i', 's', 'u', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'target', 'rel'],
    ol: ['start'],
    th: [{ name: 'align', values: ['left', 'center', 'right'] }],
    td: [{ name: 'align', values: ['left', 'center', 'right'] }],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  allowedClasses: {},
  allowedStyles: {},
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'iframe',
    'object',
    'svg',
    'math',
    'template',
    'title',
  ],
  enforceHtmlBoundary: false,
  transformTags: {
    a: link,
    h1: 'h2', // the page's own h1 is the post's title
  },
};

/** The only HTML that is ever stored or sent. */
export const cleanHtml = (html: string): string => sanitizeHtml(html, ALLOWED).trim();

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The words of cleaned HTML, on one line. */
export const textOf = (cleaned: string): string =>
  sanitizeHtml(cleaned.replaceAll(/<(?:br|hr|\/(?:p|li|h\d|td|th|pre|blockquote))\b/g, ' $&'), {
    allowedTags: [],
    allowedAttributes: {},
  })
    .replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();
