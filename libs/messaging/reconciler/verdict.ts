import type { MissingEventsAnswer } from '@guantong/contracts';
import type { UnconfirmedEvent } from './unconfirmed-events.js';

/** What the broker says of a stream. */
export interface StreamFacts {
  lastSeq: number;
  /** When it was created, Unix time in ms: later than a message was sent means that the store was lost. */
  createdAt: number;
}

export interface Verdict {
  /** Everybody who must has it. */
  confirm: string[];
  /** Somebody lacks it and it is not on its way. */
  sendAgain: string[];
}

/**
 * Decides on events of one kind from what each receiver has answered. What is neither confirmed nor sent again is looked
 * at in the next round: a receiver is down, or the message is still in the stream before it.
 *
 * @param answers one per receiving service; null where it did not answer
 */
export function decide(
  events: readonly UnconfirmedEvent[],
  answers: readonly (MissingEventsAnswer | null)[],
  stream: StreamFacts | null,
): Verdict {
  const certain = answers.every((answer) => answer?.handled);
  const missingAt = answers
    .filter((answer) => answer !== null)
    .map((a) => ({ ids: new Set(a.missing), upTo: a.settledUpTo }));
  const verdict: Verdict = { confirm: [], sendAgain: [] };
  for (const event of events) {
    const lacking = missingAt.filter((answer) => answer.ids.has(event.id));
    if (lacking.length === 0) {
      if (certain) verdict.confirm.push(event.id);
    } else if (stream && lacking.some(({ upTo }) => isLost(event, stream, upTo))) verdict.sendAgain.push(event.id);
  }
  return verdict;
}

function isLost(event: UnconfirmedEvent, stream: StreamFacts, settledUpTo: number | null): boolean {
  if (event.publishedAt < stream.createdAt || event.seq > stream.lastSeq) return true;
  return settledUpTo !== null && event.seq <= settledUpTo;
}
