import { createHash } from 'node:crypto';
import { type Envelope, type EventDefinition, MAX_EVENT_BYTES, rightAsItIs } from '@guantong/contracts';
import { isUuid } from '@guantong/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldProblems } from '../rpc/field-problems.js';

/** A message that can never be handled, whoever tries. Its text names what is wrong, and never quotes the content. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

/**
 * Bytes from the broker → an envelope whose data is an instance of the event's class, checked by its decorators.
 * Fields that the class does not have are tolerated: a newer sender may know more than we do.
 *
 * @throws UnreadableMessage
 */
export function readEvent(definition: EventDefinition, payload: Uint8Array): Envelope {
  if (payload.length === 0) throw new UnreadableMessage('empty message');
  if (payload.length > MAX_EVENT_BYTES)
    throw new UnreadableMessage(`too large: ${payload.length} bytes, at most ${MAX_EVENT_BYTES}`);
  const envelope = parse(payload);
  if (envelope.specversion !== '1.0') throw new UnreadableMessage('not a CloudEvents 1.0 envelope');
  if (!isUuid(envelope.id)) throw new UnreadableMessage('id is not a UUID');
  if (envelope.type !== definition.subject) {
    throw new UnreadableMessage(
      `unknown type or version ${JSON.stringify(String(envelope.type).slice(0, 100))}, here ${definition.subject}`,
    );
  }
  for (const name of ['source', 'time', 'correlationid'] as const) {
    if (typeof envelope[name] !== 'string') throw new UnreadableMessage(`${name} is not a text`);
  }
  if (typeof envelope.data !== 'object' || envelope.data === null || Array.isArray(envelope.data)) {
    throw new UnreadableMessage('data is not an object');
  }
  const data = rightAsItIs(definition.data, envelope.data) ?? checked(definition, envelope.data);
  return { ...(envelope as unknown as Envelope), data };
}

function checked(definition: EventDefinition, plain: object): object {
  const data = plainToInstance(definition.data, plain);
  const problems = fieldProblems(validateSync(data, { forbidUnknownValues: false }), 'data');
  if (problems.length > 0) {
    const shown = problems.slice(0, 10).map((p) => `${p.field} (${p.rule})`);
    throw new UnreadableMessage(`wrong data: ${shown.join(', ')}`);
  }
  return data;
}

function parse(payload: Uint8Array): Partial<Record<keyof Envelope, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    throw new UnreadableMessage('not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableMessage('not a JSON object');
  return value;
}

/**
 * What a message is called in `failed_try` and `dead_letter`: the event's id or, where none can be read, a hash, so
 * that the same poison sent again is the same row.
 */
export function messageKey(subject: string, payload: Uint8Array): { key: string; eventId: string | null } {
  try {
    const { id } = parse(payload);
    if (isUuid(id)) return { key: id.toLowerCase(), eventId: id.toLowerCase() };
  } catch {
    // unreadable: it gets the hash
  }
  return { key: createHash('sha256').update(subject).update('\n').update(payload).digest('hex'), eventId: null };
}
