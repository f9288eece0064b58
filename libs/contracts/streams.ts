const DAY_MS = 86_400_000;

export interface StreamDefinition {
  readonly name: string;
  readonly subjects: readonly string[];
  /** How long the broker keeps a message; the sender's outbox keeps it as well. */
  readonly maxAgeMs: number;
  /** 1 for state: only the last message per subject. 0 for no limit. */
  readonly maxMessagesPerSubject: number;
}

/** Every stream there is. Boot asserts that each event's subject is covered by exactly one of them. */
export const STREAMS: readonly StreamDefinition[] = [
  { name: 'EVENTS', subjects: ['evt.>'], maxAgeMs: 14 * DAY_MS, maxMessagesPerSubject: 0 },
  { name: 'STATE', subjects: ['state.>'], maxAgeMs: 0, maxMessagesPerSubject: 1 },
];

const matches = (filter: string, subject: string): boolean => {
  const f = filter.split('.');
  const s = subject.split('.');
  for (const [i, token] of f.entries()) {
    if (token === '>') return s.length > i;
    if (s[i] === undefined || (token !== '*' && token !== s[i])) return false;
  }
  return f.length === s.length;
};

export const streamsFor = (subject: string): StreamDefinition[] =>
  STREAMS.filter((stream) => stream.subjects.some((filter) => matches(filter, subject)));

/** The stream that stores a subject; boot has asserted that there is exactly one. */
export function streamFor(subject: string): StreamDefinition {
  const [stream] = streamsFor(subject);
  if (!stream) throw new Error(`no stream stores ${subject}`);
  return stream;
}
