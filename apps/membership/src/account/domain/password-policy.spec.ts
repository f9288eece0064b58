import { readFileSync } from 'node:fs';
import { faultOf, type PasswordOwner } from './password-policy.js';

const LIST = 'apps/membership/assets/common-passwords.txt';
const common = new Set(
  readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#')),
);
const staff: PasswordOwner = { kind: 'STAFF', names: ['wang.fang', '王芳芳'] };
const fault = (password: string, owner = staff) => faultOf(password, owner, common);

describe('the password policy', () => {
  it.each([
    '四个不相干的词连在一起就很好记',
    'correct horse battery',
    'all lower case and blanks',
    '工会 2026 年春天去爬香山看桃花',
    'x7$Kq-92mmT!',
    '       lantern otter',
    'a'.repeat(3) + ' very long sentence that nobody else would think of '.repeat(3),
  ])('takes any characters in any mixture: %s', (password) => {
    expect(fault(password)).toBeUndefined();
  });

  it('asks for length: 12 of staff, 10 of workers, counted as people see characters', () => {
    expect(fault('x7$Kq-92mmT')).toBe('PASSWORD_TOO_SHORT');
    expect(fault('x7$Kq-92mm', { kind: 'WORKER', names: [] })).toBeUndefined();
    expect(fault('x7$Kq-92m', { kind: 'WORKER', names: [] })).toBe('PASSWORD_TOO_SHORT');
    expect(fault('😀😃😄😁😆😅')).toBe('PASSWORD_TOO_SHORT');
  });

  it.each([
    ['Password2026!', 'with ornaments'],
    ['woaini5201314', 'what everybody in China tries'],
    ['WoAiNi1314520', 'whatever the case'],
    ['ｗｏａｉｎｉ５２０１３１４', 'typed full-width'],
    ['p@ssw0rdp@ssw0rd', 'twice'],
    ['13812345678', 'a mobile number, too short for staff anyway'],
    ['110105199003076637', 'an ID number'],
    ['sunshine!!2024', 'a word and a year'],
  ])('refuses a common one: %s (%s)', (password) => {
    expect(['PASSWORD_COMMON', 'PASSWORD_TOO_SHORT']).toContain(fault(password));
    expect(fault(password, { kind: 'WORKER', names: [] })).toBe('PASSWORD_COMMON');
  });

  it.each(['aaaaaaaaaaaa', 'abababababab', 'abcdefghijklm', '98765432109876', 'qwertyuiopasdf', '1qaz2wsx3edc4rfv'])(
    'refuses a pattern: %s',
    (password) => {
      expect(['PASSWORD_SIMPLE', 'PASSWORD_COMMON']).toContain(fault(password));
    },
  );

  it('refuses one that holds the name of its owner', () => {
    expect(fault('my Wang.Fang password')).toBe('PASSWORD_NAMES_YOU');
    expect(fault('这里住着王芳芳和她的猫呢')).toBe('PASSWORD_NAMES_YOU');
    expect(fault('my Wang.Fang password', { kind: 'STAFF', names: ['ng'] })).toBeUndefined();
  });

  it('has a list of some twenty thousand, sorted, in lower case', () => {
    const words = [...common];
    expect(words.length).toBeGreaterThan(20_000);
    expect(words).toEqual(words.map((word) => word.toLowerCase()));
    expect(words).toEqual(words.toSorted((a, b) => (a < b ? -1 : 1)));
  });
});
