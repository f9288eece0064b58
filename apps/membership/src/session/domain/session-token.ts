import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; says nothing and can be revoked. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** All that is kept of a token. A fast hash is enough: 256 random bits cannot be tried out. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
