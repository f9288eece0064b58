import { fail } from '@guantong/contracts';
import type { DomainError } from '@guantong/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestContext } from '../request/request-context.hook.js';
import { RouteTable } from '../routing/route-table.js';
import { asDomainError } from './as-domain-error.js';
import { PROBLEM_JSON } from './client-error.js';
import { languageOf } from './language.js';
import { problemOf, retryAfter } from './problem.js';

/** Every answer that is not a success goes out as problem details: code, Chinese and English, never a stack. */
@Catch()
@Injectable()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  constructor(private readonly routes: RouteTable) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.expected(thrown, request, reply);
    if (reply.sent) return void (reply.raw.writableEnded || reply.raw.destroy());
    const problem = problemOf(
      error,
      languageOf(request.headers['accept-language']),
      requestContext(request).correlationId,
    );
    const wait = retryAfter(error, problem.status);
    if (wait !== undefined) void reply.header('retry-after', wait);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('content-type', PROBLEM_JSON).send(JSON.stringify(problem));
  }

  private expected(thrown: unknown, request: FastifyRequest, reply: FastifyReply): DomainError {
    const error = asDomainError(thrown);
    if (!error) {
      const route = `${request.method} ${request.routeOptions?.url ?? '(no route)'}`;
      this.log.error(
        `${route} failed (${requestContext(request).correlationId}): ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
      );
      return fail('INTERNAL');
    }
    if (error.code === 'NOT_FOUND' && request.is404) {
      const methods = this.routes.methodsAt(request.url);
      if (methods.length > 0 && !methods.includes(request.method)) {
        void reply.header('allow', methods.join(', '));
        return fail('METHOD_NOT_ALLOWED');
      }
    }
    return error;
  }
}
