import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';

/** What JSON answers and plain pages may do in a browser: nothing, and be framed by nobody. */
export const STRICT_CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** swagger-ui runs its own script files and sets inline styles; everything still comes from here. */
const DOCS_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function useSecurityHeaders(instance: FastifyInstance, config: GatewayConfig): void {
  const always = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(config.PUBLIC_URL.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  };
  const forApi = { ...always, 'content-security-policy': STRICT_CSP, 'cache-control': 'no-store' };
  const forPages = { ...always, 'content-security-policy': STRICT_CSP };
  const forDocs = { ...always, 'content-security-policy': DOCS_CSP };
  instance.addHook('onRequest', (request, reply, done) => {
    const { url } = request;
    void reply.headers(url.startsWith('/api/') ? forApi : isSwagger(url) ? forDocs : forPages);
    done();
  });
}

const isSwagger = (url: string): boolean => /^\/docs(?!\/errors|\/openapi)(\/|\?|$)/.test(url);
