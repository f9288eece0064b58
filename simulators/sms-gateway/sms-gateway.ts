import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Keys, SignatureCheck } from './check-signature.js';
import { type DeliveredMessage, MessageStore } from './message-store.js';
import { type NumberLimit, NumberLimits } from './number-limits.js';
import { page } from './page.js';
import { type Registered, send, type SendRequest } from './sending.js';

export interface SmsGatewayOptions extends Keys, Registered {
  port?: number;
  /** Loopback, unless it is told otherwise: whoever reaches it reads everybody's codes. */
  host?: string;
  /** Instead of those of a real provider. */
  limits?: readonly NumberLimit[];
}

export interface RunningSmsGateway {
  url: string;
  /** Newest first. */
  messages(phone?: string): DeliveredMessage[];
  /** From now on every call of the interface fails, as when the provider is down; or works again. */
  breakDown(isDown: boolean): void;
  stop(): Promise<void>;
}

const BODY_BYTES = 256 * 1024;
const STATUS: Readonly<Record<string, number>> = { OK: 200 };

/** A provider of SMS that delivers to a page: signatures, templates, sizes and limits are held as by a real one. */
export async function startSmsGateway(options: SmsGatewayOptions): Promise<RunningSmsGateway> {
  const store = new MessageStore();
  const limits = new NumberLimits(options.limits);
  const signatures = new SignatureCheck(options);
  let isDown = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const phone = searchParams.get('phone') ?? '';
    const found = () => store.list(phone === '' ? undefined : phone);
    if (request.method === 'GET' && pathname === '/') return html(response, page(found(), phone));
    if (request.method === 'GET' && pathname === '/messages') return json(response, 200, { items: found() });
    if (request.method === 'GET' && pathname.startsWith('/health/')) return json(response, 200, { status: 'ok' });
    if (request.method !== 'POST' || !['/sms/send', '/sms/receipts'].includes(pathname)) {
      return json(response, 404, { code: 'InvalidAction.NotFound' });
    }
    if (isDown) return json(response, 503, { code: 'ServiceUnavailable' });
    const body = await bodyOf(request);
    const fault = signatures.faultOf(pathname, request.headers, body);
    if (fault) return json(response, 403, { code: fault });
    const given = parsed(body);
    if (!given) return json(response, 400, { code: 'isv.INVALID_PARAMETERS' });
    const result = pathname === '/sms/send' ? send(given, options, store, limits) : receipts(given, store);
    return json(response, STATUS[result.code] ?? 400, result);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => json(response, 400, { code: 'isv.INVALID_PARAMETERS' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: (phone) => store.list(phone),
    breakDown: (down) => {
      isDown = down;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Everything arrives here at once, so every message that was taken has been delivered. */
function receipts({ messageIds }: { messageIds?: unknown }, store: MessageStore) {
  if (!Array.isArray(messageIds) || messageIds.length > 200) return { code: 'isv.INVALID_PARAMETERS' };
  const known = messageIds.filter((id): id is string => typeof id === 'string' && store.has(id));
  return { code: 'OK', receipts: known.map((messageId) => ({ messageId, state: 'DELIVERED' })) };
}

function parsed(body: string): (SendRequest & { messageIds?: unknown }) | undefined {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_BYTES) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function json(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function html(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  });
  response.end(body);
}
