import { fail } from '@guantong/contracts';
import type { FastifyRequest } from 'fastify';

export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  pattern: '^[\\x21-\\x7e]{8,200}$',
  minLength: 8,
  maxLength: 200,
} as const;
const ALLOWED = new RegExp(IDEMPOTENCY_KEY.pattern);

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
export const isWrite = (method: string): boolean => !READS.has(method);

/**
 * The key of a write, if one was sent. Reads have none.
 *
 * @throws VALIDATION_FAILED when it is not 8 to 200 visible ASCII characters
 */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  if (!isWrite(request.method)) return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !ALLOWED.test(key)) {
    throw fail('VALIDATION_FAILED', {}, [{ field: IDEMPOTENCY_KEY.name, rule: 'idempotencyKey' }]);
  }
  return key;
}
