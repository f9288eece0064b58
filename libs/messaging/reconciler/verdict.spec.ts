import { decide } from './verdict.js';

const event = { id: 'e', type: 't', seq: 50, publishedAt: 1000 };
const stream = { lastSeq: 100, createdAt: 0 };
const has = { handled: true, missing: [], settledUpTo: 100 };
const lacks = (settledUpTo: number | null) => ({ handled: true, missing: ['e'], settledUpTo });
const CONFIRM = { confirm: ['e'], sendAgain: [] };
const AGAIN = { confirm: [], sendAgain: ['e'] };
const LATER = { confirm: [], sendAgain: [] };

describe('the reconciler', () => {
  it.each([
    ['confirms what every receiver has', [has, has], stream, CONFIRM],
    ['confirms what nobody must have', [], stream, CONFIRM],
    ['waits for a receiver that does not answer', [has, null], stream, LATER],
    [
      'waits for a receiver that has no handler yet',
      [has, { handled: false, missing: [], settledUpTo: null }],
      stream,
      LATER,
    ],
    ['waits for what is still in the stream before the receiver', [has, lacks(49)], stream, LATER],
    ['sends again what the receiver has gone past', [has, lacks(50)], stream, AGAIN],
    ['sends again although another receiver is down', [null, lacks(99)], stream, AGAIN],
    ['sends again what the stream has never got to', [lacks(3)], { lastSeq: 49, createdAt: 0 }, AGAIN],
    ['sends again what was sent before the stream was created', [lacks(3)], { lastSeq: 100, createdAt: 1001 }, AGAIN],
    ['waits when the receiver does not know where it stands', [lacks(null)], stream, LATER],
    ['waits when the broker does not say how the stream stands', [lacks(99)], null, LATER],
  ])('%s', (_, answers, facts, verdict) => {
    expect(decide([event], answers, facts)).toEqual(verdict);
  });
});
