import { type ErrorCode, fail } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { HttpException } from '@nestjs/common';

/** Statuses that Nest and fastify give for what they refuse themselves. */
const BY_STATUS: Record<number, ErrorCode> = {
  400: 'MALFORMED_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'UNSUPPORTED_MEDIA_TYPE', // @fastify/multipart: the body is not multipart
  408: 'REQUEST_NOT_RECEIVED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'NOT_FOUND', // a path parameter longer than any of ours
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  431: 'HEADERS_TOO_LARGE',
  503: 'SERVICE_UNAVAILABLE',
  504: 'SERVICE_TIMEOUT',
};

/** Whatever was thrown, as an error of the catalogue; undefined for what nobody expected. */
export function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (codeOf(error) === 'FST_ERR_HANDLER_TIMEOUT') return fail('SERVICE_TIMEOUT');
  const status = statusOf(error);
  if (status === undefined) return undefined;
  const code = BY_STATUS[status];
  if (code) return fail(code);
  return status < 500 ? fail('MALFORMED_REQUEST') : undefined;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException)
    return codeOf(error.cause) === 'FST_ERR_HANDLER_TIMEOUT' ? 504 : error.getStatus();
  // fastify's own errors carry their status; other errors may too, but then it is not a promise to the caller
  if (!codeOf(error).startsWith('FST_')) return undefined;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
