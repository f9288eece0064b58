import type { IncomingHttpHeaders } from 'node:http';
import { newRequestContext, newTimelessId, type RequestContext } from '@guantong/platform';

/** Bounded and printable, so that it can go into a log line and a header as it is. */
const REQUEST_ID = /^[\w.:-]{8,64}$/;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Routes where people may be anonymous. Nothing that comes with such a request, and nothing made for it, may later be
 * tied to a person or a moment: a proxy's request id stands in the proxy's log beside the address, a UUIDv7 carries
 * the millisecond.
 */
export const isAnonymousFace = (url: string): boolean =>
  url.startsWith('/api/open/') && !url.startsWith('/api/open/sessions');

/** The context of a request at the edge: the caller's ids where they are acceptable, else new ones. */
export function contextOf(url: string, headers: IncomingHttpHeaders): RequestContext {
  if (isAnonymousFace(url)) return newRequestContext({ correlationId: newTimelessId() });
  const requestId = single(headers['x-request-id']);
  const traceparent = single(headers.traceparent);
  return newRequestContext({
    ...(requestId && REQUEST_ID.test(requestId) && { correlationId: requestId }),
    ...(traceparent && TRACEPARENT.test(traceparent) && { traceparent }),
  });
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
