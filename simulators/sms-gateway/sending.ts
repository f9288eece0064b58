import type { MessageStore } from './message-store.js';
import type { NumberLimits } from './number-limits.js';

/** Registered beforehand, as the law asks; anything else is refused. */
export interface Registered {
  signName: string;
  /** By code; `{name}` stands for a parameter. */
  templates: Readonly<Record<string, string>>;
}

interface Message {
  outId: string;
  phone: string;
  params: Record<string, string>;
}
export interface SendRequest {
  signName?: unknown;
  templateCode?: unknown;
  messages?: unknown;
}
export type SendAnswer =
  | { code: 'OK'; results: { outId: string; code: string; messageId?: string }[] }
  | { code: string };

const NUMBERS_A_CALL = 200;
const MOBILE = /^1\d{10}$/;

/** Takes a call apart as a provider does: first what is wrong with all of it, then number by number. */
export function send(
  request: SendRequest,
  registered: Registered,
  store: MessageStore,
  limits: NumberLimits,
): SendAnswer {
  if (request.signName !== registered.signName) return { code: 'isv.SMS_SIGNATURE_ILLEGAL' };
  const template = registered.templates[String(request.templateCode)];
  if (!template) return { code: 'isv.SMS_TEMPLATE_ILLEGAL' };
  const { messages } = request;
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    return { code: 'isv.INVALID_PARAMETERS' };
  }
  if (messages.length > NUMBERS_A_CALL) return { code: 'isv.MOBILE_COUNT_OVER_LIMIT' };
  const results = messages.map((message) => ({ outId: message.outId, ...deliver(message) }));
  return { code: 'OK', results };

  function deliver({ outId, phone, params }: Message): { code: string; messageId?: string } {
    const known = store.idOf(outId);
    if (known) return { code: 'OK', messageId: known };
    if (!MOBILE.test(phone)) return { code: 'isv.MOBILE_NUMBER_ILLEGAL' };
    const missing = [...(template ?? '').matchAll(/\{(\w+)\}/g)].some(([, name = '']) => !params[name]);
    if (missing) return { code: 'isv.TEMPLATE_MISSING_PARAMETERS' };
    if (!limits.take(phone)) return { code: 'isv.BUSINESS_LIMIT_CONTROL' };
    const text = (template ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    return { code: 'OK', messageId: store.add({ outId, phone, text: `【${registered.signName}】${text}` }) };
  }
}

function isMessage(value: unknown): value is Message {
  const { outId, phone, params } = (value ?? {}) as Partial<Message>;
  return (
    typeof outId === 'string' &&
    outId !== '' &&
    typeof phone === 'string' &&
    typeof params === 'object' &&
    params !== null
  );
}
