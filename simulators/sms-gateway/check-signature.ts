import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far the sender's clock may be off, and so how long nonces have to be remembered. */
const CLOCK_MS = 300_000;

export interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
}

/** Holds requests against their signature, as providers do: right key, right time, never the same twice, unchanged. */
export class SignatureCheck {
  private readonly nonces = new Map<string, number>();

  constructor(private readonly keys: Keys) {}

  /** The provider's error code; undefined when the request is good. */
  faultOf(path: string, headers: IncomingHttpHeaders, body: string, now = Date.now()): string | undefined {
    const read = (name: string) => String(headers[`x-sms-${name}`] ?? '');
    const [timestamp, nonce] = [read('timestamp'), read('nonce')];
    if (read('access-key-id') !== this.keys.accessKeyId) return 'InvalidAccessKeyId.NotFound';
    if (!(Math.abs(now - Date.parse(timestamp)) <= CLOCK_MS)) return 'InvalidTimeStamp.Expired';
    const signed = ['POST', path, timestamp, nonce, createHash('sha256').update(body).digest('hex')].join('\n');
    const right = createHmac('sha256', this.keys.accessKeySecret).update(signed).digest();
    const given = Buffer.from(read('signature'), 'hex');
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'SignatureDoesNotMatch';
    if (nonce.length < 16 || this.nonces.has(nonce)) return 'SignatureNonceUsed';
    this.nonces.set(nonce, now);
    for (const [old, at] of this.nonces) {
      if (now - at <= 2 * CLOCK_MS) break; // in order of time
      this.nonces.delete(old);
    }
    return undefined;
  }
}
