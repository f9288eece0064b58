import { createHash, createHmac, randomBytes } from 'node:crypto';
import { base32, inGroupsOf, readBase32 } from './base32.js';

/** 130 bits with the padding, 128 of them random: nobody guesses one, so that a plain hash of it is safe to keep. */
const CODE_BYTES = 16;

/** `3F8K-…`, to be shown once. */
const print = (bytes: Uint8Array): string => inGroupsOf(4, base32(bytes));

export const drawReceiptCode = (): string => print(randomBytes(CODE_BYTES));

/**
 * The code for a request with an `Idempotency-Key`: made from both with a secret, so that a repeat gets the same code
 * though it is kept nowhere. The request is part of it: somebody else's equal key does not open this case.
 */
export function deriveReceiptCode(secret: string, idempotencyKey: string, request: string): string {
  const mac = createHmac('sha256', secret)
    .update(JSON.stringify(['receipt-code', idempotencyKey, request]))
    .digest();
  return print(mac.subarray(0, CODE_BYTES));
}

/** What is kept of a code. */
export const receiptHash = (typed: string): Buffer => createHash('sha256').update(readBase32(typed)).digest();

/** What is kept of an anonymous person's `Idempotency-Key` for a later step. */
export const stepKeyHash = (secret: string, idempotencyKey: string, request: string): Buffer =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['step', idempotencyKey, request]))
    .digest();
