/** What travels: CloudEvents attributes, and who and what caused it. `data` is checked against the event's class. */
export interface Envelope<T extends object = object> {
  specversion: '1.0';
  /** UUID; stays the same however often it is sent. */
  id: string;
  /** The service that sent it. */
  source: string;
  /** The definition's subject, without tier or id. */
  type: string;
  /** When the business change was made, ISO 8601, from the sender's database clock. */
  time: string;
  /** Id of the aggregate it is about, where there is one. */
  subject?: string;
  correlationid: string;
  causationid?: string;
  actorid?: string;
  data: T;
}

/**
 * The largest envelope that may be sent, in bytes of JSON. The broker takes 1 MiB (its default max_payload) with headers;
 * beyond this it is refused before it is committed, or is a dead letter on arrival. A Chinese character has three bytes.
 */
export const MAX_EVENT_BYTES = 800_000;
