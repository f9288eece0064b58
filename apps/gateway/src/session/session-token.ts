import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';

export interface PresentedToken {
  token: string;
  /** A cookie is sent by the browser by itself, so writes with it must prove that they come from our pages. */
  from: 'header' | 'cookie';
}

/** Tokens are opaque to us; anything longer or stranger than this is none. */
const TOKEN = /^[\w.~+/=-]{16,200}$/;

/** `__Host-`: only over TLS, only for this host, only for all paths. */
export const cookieName = (config: GatewayConfig): string =>
  config.PUBLIC_URL.startsWith('https:') ? '__Host-guantong' : 'guantong';

/** The session token of a request; the Authorization header wins over the cookie. */
export function presentedToken(request: FastifyRequest, cookie: string): PresentedToken | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
    return token && TOKEN.test(token) ? { token, from: 'header' } : undefined;
  }
  const token = readCookie(request.headers.cookie, cookie);
  return token && TOKEN.test(token) ? { token, from: 'cookie' } : undefined;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return decodeCookie(value.join('='));
  }
  return undefined;
}

function decodeCookie(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined; // not one of ours
  }
}

const attributes = (config: GatewayConfig): string =>
  `Path=/; HttpOnly; SameSite=Lax${config.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''}`;

export function setSessionCookie(reply: FastifyReply, config: GatewayConfig, token: string, expiresAt: string): void {
  const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000));
  void reply.header(
    'set-cookie',
    `${cookieName(config)}=${encodeURIComponent(token)}; Max-Age=${seconds}; ${attributes(config)}`,
  );
}

export function clearSessionCookie(reply: FastifyReply, config: GatewayConfig): void {
  void reply.header('set-cookie', `${cookieName(config)}=; Max-Age=0; ${attributes(config)}`);
}
