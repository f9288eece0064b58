import type { TransferParty } from '@guantong/contracts';
import { TRANSFER_TRANSITIONS, verdict, type Word } from './transfer-rules.js';

const word = (party: TransferParty, agrees = true, onBehalf = false): Word => ({ party, agrees, onBehalf });
const ALL_WORDS: (Word | undefined)[][] = [
  [undefined, word('WORKER'), word('WORKER', false), word('WORKER', true, true), word('WORKER', false, true)],
  [undefined, word('PRESENT'), word('PRESENT', false)],
  [undefined, word('RECEIVING'), word('RECEIVING', false)],
];
const [ofWorker = [], ofPresent = [], ofReceiving = []] = ALL_WORDS;
const combinations = ofWorker.flatMap((w) =>
  ofPresent.flatMap((p) => ofReceiving.map((r) => [w, p, r].filter((x) => x !== undefined))),
);
const said = (words: readonly Word[], party: TransferParty) => words.find((w) => w.party === party);

describe('who decides on a transfer', () => {
  it('nobody is taken in without the receiving union, nor moved after saying no', () => {
    const outcomes = (those: (words: Word[]) => boolean) => [...new Set(combinations.filter(those).map(verdict))];
    expect(outcomes((words) => !said(words, 'RECEIVING')?.agrees).toSorted()).toEqual(['REFUSED', 'WAITING']);
    expect(outcomes((words) => said(words, 'WORKER')?.agrees === false)).toEqual(['REFUSED']);
    expect(combinations).toHaveLength(45);
  });

  it('a worker who asks in person is held back by nobody but the receiving union', () => {
    for (const present of ofPresent) {
      const words = [word('WORKER'), word('RECEIVING'), ...(present ? [present] : [])];
      expect(verdict(words)).toBe('DONE');
    }
  });

  it('a worker who has not spoken in person is moved only after a notice', () => {
    const notInPerson = combinations.filter((words) => said(words, 'WORKER')?.onBehalf ?? true);
    expect(notInPerson.map(verdict)).not.toContain('DONE');
    expect(verdict([word('PRESENT'), word('RECEIVING')])).toBe('NOTICE');
    expect(verdict([word('WORKER', true, true), word('RECEIVING')])).toBe('NOTICE');
    expect(verdict([word('PRESENT', false), word('RECEIVING')])).toBe('WAITING');
  });

  it('every verdict can be reached from an open state, and nothing leads out of an ended one', () => {
    for (const outcome of combinations.map(verdict)) {
      expect(['WAITING', ...TRANSFER_TRANSITIONS.WAITING]).toContain(outcome);
    }
    for (const state of ['DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED'] as const)
      expect(TRANSFER_TRANSITIONS[state]).toEqual([]);
  });
});
