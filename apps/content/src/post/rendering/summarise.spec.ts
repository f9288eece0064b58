import { renderBody } from './render-body.js';
import { summarise } from './summarise.js';

describe('a summary', () => {
  it('is the whole of a short text, without markup', () => {
    expect(summarise(renderBody('# 通知\n\n**1000**张 [票](https://a.example) & <b>更多</b>\n\n- 一\n- 二').text)).toBe(
      '通知 1000张 票 & 更多 一 二',
    );
  });

  it('ends after a sentence when one ends in time', () => {
    expect(summarise(`${'字'.repeat(80)}。${'字'.repeat(200)}`)).toBe(`${'字'.repeat(80)}。`);
  });

  it('is cut with a sign otherwise', () => {
    expect(summarise('字'.repeat(120))).toBe('字'.repeat(120));
    expect(summarise('字'.repeat(121))).toBe(`${'字'.repeat(119)}…`);
    expect(summarise(`短句。${'字'.repeat(200)}`)).toHaveLength(120);
  });

  it('never cuts through a character, and never is longer than 120 code points', () => {
    const family = '👨‍👩‍👧‍👦';
    const summary = summarise(family.repeat(50));
    expect([...summary].length).toBeLessThanOrEqual(120);
    expect(summary).toBe(`${family.repeat(17)}…`);
  });
});
