import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiFailure, type ProblemBody } from './api-failure.js';
import { EventStream } from './event-stream.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Query = Record<string, string | number | boolean | undefined>;

export interface ApiRequest {
  method: Method;
  /** With ids filled in: /api/desk/units/018f…/relays */
  path: string;
  query?: Query;
  body?: object | undefined;
  form?: FormData;
  headers?: Record<string, string>;
  /** A write without one gets a fresh one: so it can be sent again when an answer is lost. */
  idempotencyKey?: string;
}

export interface ApiAnswer {
  request: ApiRequest;
  status: number;
  headers: Headers;
  body: unknown;
}

/** Failures that pass by themselves; the key makes it safe to ask again. */
const PASSING = new Set([429, 503, 504]);
const TRIES = 5;

/** A program that uses the public HTTP API, as anybody may write one. */
export class ApiClient {
  constructor(
    readonly baseUrl: string,
    private readonly options: { token?: string; onAnswer?: (answer: ApiAnswer) => void } = {},
  ) {}

  /** The same way of asking, of another server. */
  at(baseUrl: string): ApiClient {
    return new ApiClient(baseUrl);
  }

  /** The same API as somebody else; without a token, as nobody. */
  withToken(token?: string): ApiClient {
    const { onAnswer } = this.options;
    return new ApiClient(this.baseUrl, { ...(token && { token }), ...(onAnswer && { onAnswer }) });
  }

  async login(login: string, secret: string): Promise<ApiClient> {
    const { token } = await this.post<{ token: string }>('/api/open/sessions', { login, secret });
    return this.withToken(token);
  }

  get<T>(path: string, query?: Query): Promise<T> {
    return this.call<T>({ method: 'GET', path, ...(query && { query }) });
  }
  post<T>(path: string, body: object = {}, idempotencyKey?: string): Promise<T> {
    return this.call<T>({ method: 'POST', path, body, ...(idempotencyKey && { idempotencyKey }) });
  }
  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>({ method: 'PUT', path, body });
  }
  upload<T>(path: string, name: string, bytes: Uint8Array<ArrayBuffer>, query?: Query): Promise<T> {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    return this.call<T>({ method: 'POST', path, form, ...(query && { query }) });
  }

  /**
   * The body of a successful answer; asks again, with the same key, for failures that pass.
   *
   * @throws ApiFailure with the problem details
   */
  async call<T>(request: ApiRequest): Promise<T> {
    const keyed = request.method === 'GET' ? request : { idempotencyKey: randomUUID(), ...request };
    for (let tries = 1; ; tries++) {
      const answer = await this.send(keyed);
      if (answer.status < 400) return answer.body as T;
      if (!PASSING.has(answer.status) || tries === TRIES)
        throw new ApiFailure(request, answer.status, answer.body as ProblemBody);
      await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000);
    }
  }

  /** One answer, whatever it is. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    const url = new URL(request.path, this.baseUrl);
    for (const [name, value] of Object.entries(request.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: request.method,
      headers: {
        ...this.identity(),
        ...(request.body && { 'content-type': 'application/json' }),
        ...(request.idempotencyKey && { 'idempotency-key': request.idempotencyKey }),
        ...request.headers,
      },
      ...(request.form ? { body: request.form } : request.body && { body: JSON.stringify(request.body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body: unknown = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
    const answer = { request, status: response.status, headers: response.headers, body };
    this.options.onAnswer?.(answer);
    return answer;
  }

  /** @throws ApiFailure when the stream is refused */
  async stream<T extends object>(path: string, query: Query = {}): Promise<EventStream<T>> {
    const url = new URL(path, this.baseUrl);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return EventStream.open<T>(url, this.identity());
  }

  private identity(): Record<string, string> {
    return this.options.token ? { authorization: `Bearer ${this.options.token}` } : {};
  }
}
