import { SYSTEM } from '@guantong/contracts';
import { DomainError, newId } from '@guantong/platform';
import type { Document } from '../../e2e/api-document.js';
import type { Asker } from '../city/people.js';
import { type Ids, NO_IDS, type Subject } from '../city/subject.js';
import type { WholeSystem } from '../system/whole-system.js';
import type { Rule } from '../rules/rule.js';
import { heardIn, readable } from './heard.js';
import { formOf, send } from './send.js';

export interface Answer {
  /** The code of a failure; undefined when there was none. */
  code: string | undefined;
  /** What was answered, without what is different in every answer. */
  body: unknown;
  /** All that reached the asker: headers and body. */
  text: string;
}

export interface FoundOperation {
  method: string;
  path: string;
  query: readonly string[];
}

/** The operations of the API document by their ids. */
export function operationsOf({ paths }: Document): Map<string, FoundOperation> {
  const found = new Map<string, FoundOperation>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, { operationId, parameters = [] }] of Object.entries(item)) {
      const query = parameters.filter((p) => p.in === 'query').map((p) => p.name);
      found.set(operationId, { method: method.toUpperCase(), path, query });
    }
  }
  return found;
}

/** A subject like this one that does not exist; its secrets are as long as the others', so that they could be right. */
export const missingTwin = (one: Subject): Subject => ({
  place: one.place,
  ids: Object.fromEntries(
    Object.entries(one.ids).map(([name, id]) => [name, /^\d+$/.test(id) ? otherDigits(id) : id && newId()]),
  ) as Ids,
});
const otherDigits = (digits: string): string => digits.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));

const requestOf = (rule: Rule, subject: Subject | undefined): Record<string, unknown> => ({
  ...rule.request?.(subject?.ids ?? NO_IDS),
});

let asked = 0;
/** Each from somewhere else, so that wrong log-ins do not slow one address down. */
const addressOfNobodyElse = (): string => `198.18.${Math.floor(++asked / 250) % 250}.${(asked % 250) + 1}`;

/** Over HTTP, as anybody on the internet may. Of a stream, the first message is read. */
export async function askByHttp(
  { url }: WholeSystem,
  operation: FoundOperation,
  rule: Rule,
  asker: Asker,
  subject: Subject | undefined,
): Promise<Answer> {
  const rest = requestOf(rule, subject);
  const take = (name: string): string => {
    const value = rest[name];
    delete rest[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => take(name));
  const query = new URLSearchParams(operation.query.filter((name) => name in rest).map((name) => [name, take(name)]));
  const token = rule.bearer && subject ? rule.bearer(subject.ids) : asker.token;
  const isWrite = operation.method !== 'GET';
  const form = rule.upload && isWrite ? await formOf(rule.upload()) : undefined;
  const { status, headers, bytes } = await send(new URL(`${path}?${query.toString()}`, url), {
    method: operation.method,
    headers: {
      'x-forwarded-for': addressOfNobodyElse(),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(isWrite && { 'content-type': form?.type ?? 'application/json' }),
    },
    ...(isWrite && { body: form?.body ?? JSON.stringify(rule.body?.(subject?.ids ?? NO_IDS) ?? rest) }),
  });
  const type = headers['content-type'] ?? '';
  const text = bytes.toString();
  const parsed = (type.includes('json') ? JSON.parse(text) : (stateIn(text) ?? text)) as Record<string, unknown>;
  const body = type.includes('problem') ? { ...parsed, instance: '' } : parsed;
  const inHeaders = readable(Object.entries(headers).flat(2).join('\n'));
  const code = typeof parsed.code === 'string' ? parsed.code : String(status);
  const isSuccess = status >= 200 && status < 300;
  return { code: isSuccess ? undefined : code, body, text: `${inHeaders}\n${await heardIn(bytes)}` };
}

/** Straight to the service, which must not rely on the gateway. */
export async function askByRpc(
  { rpc }: WholeSystem,
  rule: Rule,
  asker: Pick<Asker, 'actor'> | 'SYSTEM',
  subject: Subject | undefined,
): Promise<Answer> {
  if (!rule.rpc) throw new Error('there is no question behind this rule');
  const actor = asker === 'SYSTEM' ? SYSTEM : asker.actor;
  try {
    const body: unknown = await rpc.call(rule.rpc, requestOf(rule, subject), actor);
    const file = rule.file ? `\n${await heardIn(Buffer.from(rule.file(body as never), 'base64'))}` : '';
    return { code: undefined, body, text: readable(JSON.stringify(body ?? null)) + file };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const body = error.toBody();
    return { code: error.code, body, text: readable(JSON.stringify(body)) };
  }
}

/** What a stream shows first. */
const stateIn = (text: string): object | undefined => {
  const data = /^data: (.*)$/m.exec(text)?.[1];
  return data === undefined ? undefined : (JSON.parse(data) as object);
};
