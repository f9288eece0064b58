import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, fail } from '@guantong/contracts';
import { newTimelessId } from '@guantong/platform';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asDomainError } from './as-domain-error.js';
import { languageOf } from './language.js';
import { problemOf } from './problem.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

const BY_CODE: Record<string, ErrorCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_NOT_RECEIVED',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** What Node could not even read as HTTP gets the same kind of answer as everything else. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const problem = problemOf(fail(BY_CODE[error.code ?? ''] ?? 'MALFORMED_REQUEST'), 'zh', newTimelessId());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${PROBLEM_JSON}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** An address the router refuses before any hook has run: not decodable, or with an endless parameter. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const id = newTimelessId();
  const problem = problemOf(
    asDomainError(error) ?? fail('MALFORMED_REQUEST'),
    languageOf(request.headers['accept-language']),
    id,
  );
  void reply
    .status(problem.status)
    .headers({
      'content-type': PROBLEM_JSON,
      'x-request-id': id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(JSON.stringify(problem));
}
