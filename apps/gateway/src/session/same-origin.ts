import { fail } from '@guantong/contracts';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';

/**
 * A write must come from our own pages or from a program. Browsers say where a request comes from (Sec-Fetch-Site, or
 * Origin); what they send with a cookie and without either is refused. Programs send neither, and use a bearer token.
 *
 * @throws CROSS_SITE_REQUEST
 */
export function requireSameOrigin(request: FastifyRequest, config: GatewayConfig, withCookie: boolean): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw fail('CROSS_SITE_REQUEST');
    return;
  }
  if (origin !== undefined) {
    if (origin !== ownOrigin(request, config)) throw fail('CROSS_SITE_REQUEST');
    return;
  }
  if (withCookie) throw fail('CROSS_SITE_REQUEST');
}

const ownOrigin = (request: FastifyRequest, config: GatewayConfig): string =>
  config.PUBLIC_URL ? new URL(config.PUBLIC_URL).origin : `${request.protocol}://${request.host}`;
