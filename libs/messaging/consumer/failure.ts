import { isNativeError } from 'node:util/types';
import { describeError } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';

/** Not `instanceof`: errors of Node itself come from another realm where the tests run. */
function* causes(error: unknown): Generator<Error> {
  for (let e = error; isNativeError(e); e = e.cause) yield e;
}
const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** The database is down, restarting, unreachable or full. SQLSTATE classes 08, 53, 57P and 58, and pg's own. */
export function isDatabaseAway(error: unknown): boolean {
  for (const e of causes(error)) {
    if (/^(08|53|58)...$|^57P..$|^ECONN|^ETIMEDOUT$|^EPIPE$|^EHOSTUNREACH$|^ENOTFOUND$/.test(codeOf(e))) return true;
    if (
      /connection terminated|not queryable|timeout exceeded when trying to connect|query read timeout/i.test(e.message)
    )
      return true;
  }
  return false;
}

/** Too much at once: a statement or a lock took too long, two transactions blocked each other. SQLSTATE 57014, 55P03, class 40. */
export function isCrowding(error: unknown): boolean {
  for (const e of causes(error)) if (/^57014$|^55P03$|^40...$/.test(codeOf(e))) return true;
  return false;
}

/** A service that the handler asks does not answer, or has too much to do: no fault of the message, and it passes. */
export const isServiceAway = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'SERVICE_UNAVAILABLE' || error.code === 'SERVICE_TIMEOUT');

/** Trying again would fail again: a rule of ours refuses it. Conflicts and our own 5xx may pass. */
export const isPermanent = (error: unknown): boolean =>
  error instanceof DomainError && error.code !== 'CONFLICT' && describeError(error.code).status < 500;

/** One line for logs and for the operator: the kind and place of a failure, no content of the message. */
export function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return `${error.code} ${JSON.stringify(error.toBody())}`.slice(0, 500);
  const text = isNativeError(error)
    ? [...causes(error)].map((e) => `${e.name}: ${e.message}`).join(' <- ')
    : String(error);
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 500); // PostgreSQL stores no NUL
}
