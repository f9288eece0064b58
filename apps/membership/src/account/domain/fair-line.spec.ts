import { FairLine } from './fair-line.js';

describe('a fair line', () => {
  const served = (line: FairLine<string>): string[] => Array.from({ length: line.length }, () => line.next() ?? '');

  it('serves somebody who comes late after one of the flood, not after all of it', () => {
    const line = new FairLine<string>();
    for (let n = 0; n < 30; n++) line.add('flood', `f${n}`);
    line.add('person', 'p');
    line.add('another', 'a');
    expect(served(line).slice(0, 4)).toEqual(['f0', 'p', 'a', 'f1']);
  });

  it('serves what waits under one key in order, and nothing twice', () => {
    const line = new FairLine<string>();
    for (const n of ['1', '2', '3']) line.add('one', n);
    expect([...served(line), line.next(), line.length]).toEqual(['1', '2', '3', undefined, 0]);
  });
});
