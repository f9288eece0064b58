import { randomBytes } from 'node:crypto';

const PREFIX = 'gt_';
/** Enough to tell one's tokens apart, far too little to guess the rest. */
const SHOWN = 9;

/** 256 random bits behind a prefix by which secret scanners, and we, know it for what it is. */
export const newApiToken = (): string => PREFIX + randomBytes(32).toString('base64url');

/** A session's token may begin like this by chance, but is three characters shorter. */
export const isApiToken = (token: string): boolean => /^gt_[\w-]{43}$/.test(token);

export const shownPrefix = (token: string): string => token.slice(0, SHOWN);

export const LONGEST_LIFE_DAYS = 365;
