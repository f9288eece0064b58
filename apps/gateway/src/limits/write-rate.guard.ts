import { hash, randomBytes } from 'node:crypto';
import { fail } from '@guantong/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { isWrite } from '../request/idempotency-key.js';
import { TokenBuckets } from './token-buckets.js';

/** Writes cost commits, and log-ins cost argon2: limited per session, without a session per address. Reads are not. */
@Injectable()
export class WriteRateGuard implements CanActivate {
  private readonly perSession?: TokenBuckets;
  private readonly perAddress?: TokenBuckets;
  /** Addresses are only ever held as a hash with a salt that dies with the process. */
  private readonly salt = randomBytes(32).toString('hex');

  constructor(config: GatewayConfig) {
    if (config.SESSION_WRITES_PER_MINUTE > 0) this.perSession = new TokenBuckets(config.SESSION_WRITES_PER_MINUTE);
    if (config.OPEN_WRITES_PER_MINUTE > 0) this.perAddress = new TokenBuckets(config.OPEN_WRITES_PER_MINUTE);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isWrite(request.method)) return true;
    const session = request.actor?.sessionId ?? request.actor?.program?.tokenId;
    const wait = session
      ? this.perSession?.take(session, Date.now())
      : this.perAddress?.take(hash('sha256', this.salt + request.ip, 'base64'), Date.now());
    if (wait) throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: wait });
    return true;
  }
}
