import { DomainError, type ErrorBody, type FieldProblem } from '@guantong/platform';
import { type ArgumentsHost, Catch, Logger, type RpcExceptionFilter, type ValidationError, ValidationPipe } from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { fail } from '@guantong/contracts';
import { type Observable, throwError } from 'rxjs';

export function fieldProblems(errors: readonly ValidationError[], prefix = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = prefix ? `${prefix}.${error.property}` : error.property;
    const own = Object.keys(error.constraints ?? {}).map((rule) => ({ field, rule }));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}

/** DTOs are allow-lists: what is not in the class is an error, not ignored. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
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
    if (isOverload(error)) return { code: 'SERVICE_UNAVAILABLE' };
    const subject = host.switchToRpc().getContext<{ getSubject?(): string }>().getSubject?.() ?? '';
    this.log.error(`${subject} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return { code: 'INTERNAL' };
  }
}

/** The database is away, restarting, or too slow: try again later. SQLSTATE classes 08, 53, 57 and lock timeouts. */
function isOverload(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = 'code' in e ? String(e.code) : '';
    if (/^(08|53|57)...$|^55P03$|^ECONN|^ETIMEDOUT$/.test(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect|Query read timeout/i.test(e.message)) return true;
  }
  return false;
}
