import { DomainError, type ErrorBody } from '@guantong/platform';
import {
  type ArgumentMetadata,
  type ArgumentsHost,
  Catch,
  Logger,
  type RpcExceptionFilter,
  ValidationPipe,
} from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { fail, rightAsItIs } from '@guantong/contracts';
import { type Observable, throwError } from 'rxjs';
import { fieldProblems } from './field-problems.js';
import { isCrowding, isDatabaseAway } from '../consumer/failure.js';

/** Looks closely only at requests that are not plainly right. */
class RequestValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    const right = type === 'body' && metatype ? rightAsItIs(metatype, value) : undefined;
    return right ? Promise.resolve(right) : super.transform(value, metadata);
  }
}

/** DTOs are allow-lists: what is not in the class is an error, not ignored. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => fail('VALIDATION_FAILED', {}, fieldProblems(errors)),
  });

/** Whatever is thrown in a handler goes over the wire as an ErrorBody, never as a text or a stack. */
@Catch()
export class RpcErrorFilter implements RpcExceptionFilter {
  private readonly log = new Logger('Rpc');

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    return throwError(() => this.bodyOf(error, host));
  }

  private bodyOf(error: unknown, host: ArgumentsHost): ErrorBody {
    if (error instanceof DomainError) return error.toBody();
    if (error instanceof RpcException) {
      // Nest's own: a payload that is not JSON, a subject without a handler
      this.log.warn(`refused: ${error.message}`);
      return { code: 'MALFORMED_REQUEST' };
    }
    if (isDatabaseAway(error) || isCrowding(error)) return { code: 'SERVICE_UNAVAILABLE' };
    const subject = host.switchToRpc().getContext<{ getSubject?(): string }>().getSubject?.() ?? '';
    this.log.error(`${subject} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return { code: 'INTERNAL' };
  }
}
