import { findHeadings } from '../../spreadsheet/find-headings.js';
import { neutralCell } from '../../spreadsheet/neutral-cell.js';
import { cellText, wholeDigits } from './cell-text.js';
import { checkDigit, parseIdNumber } from './id-number.js';
import { parseDate } from './parse-date.js';
import { type RosterField, rosterHeadings } from './roster-headings.js';
import { readRosterLine } from './roster-line.js';

const TODAY = '2026-03-08';
const read = (cells: Partial<Record<RosterField, string>>) => {
  const fields = Object.keys(cells) as RosterField[];
  const columns = Object.fromEntries(fields.map((field, i) => [field, i]));
  const row = { sheet: '', line: 2, cells: fields.map((field) => cells[field] ?? ''), formulas: [] };
  return readRosterLine({ row, columns }, TODAY);
};
const line = { name: '张三', sex: '男', birthDate: '1980-05-03', schooling: '初中', employmentForm: '农民工' };
const codes = (cells: Partial<Record<RosterField, string>>): unknown[] => {
  const found = read(cells);
  return Array.isArray(found) ? found.map((p) => [p.column, p.code]) : [];
};
/** A number that nobody has: the area 999999 does not exist. */
const idNumber = (born: string, order = '001'): string => {
  const seventeen = `999999${born}${order}`;
  return seventeen + checkDigit(seventeen);
};

describe('what unions write into a roster', () => {
  it.each([
    ['1980-05-03', '1980-05-03', true],
    ['1980/5/3', '1980-05-03', true],
    ['1980.5.3', '1980-05-03', true],
    ['1980年5月3日', '1980-05-03', true],
    ['19800503', '1980-05-03', true],
    ['１９８０年 ５ 月 ３ 日', '1980-05-03', true],
    ['29344', '1980-05-03', true],
    ['1980年5月', '1980-05-01', false],
    ['1980.05', '1980-05-01', false],
    ['198005', '1980-05-01', false],
    ['1980-5', '1980-05-01', false],
  ])('reads the date %s', (text, date, dayKnown) => {
    expect(parseDate(text, TODAY)).toEqual({ date, dayKnown });
  });

  it.each(['1980-02-30', '2026-03-09', '1899-12-31', '03/05/1980', '80-5-3', '198013', '不详'])(
    'takes %s for no date',
    (text) => {
      expect(parseDate(text, TODAY)).toBeUndefined();
    },
  );

  it('checks an ID number by its check digit and date, and reads birth date and sex out of it', () => {
    expect(parseIdNumber(idNumber('19800503'))).toMatchObject({ birthDate: '1980-05-03', sex: 'M' });
    expect(parseIdNumber(idNumber('19800503', '002'))?.sex).toBe('F');
    // fifteen digits of the first generation are the same person
    const old = `999999800503001`;
    expect(parseIdNumber(old)?.number).toBe(idNumber('19800503'));
    expect(parseIdNumber(idNumber('19800503').toLowerCase())).toBeDefined();
    const wrong = idNumber('19800503').replace(/.$/, (d) => (d === '1' ? '2' : '1'));
    expect([wrong, idNumber('19800230'), '1234', `${'9'.repeat(17)}A`].map(parseIdNumber)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('takes birth date and sex from the ID number where they are not written, and refuses what disagrees', () => {
    const rest = { ...line, sex: '', birthDate: '' };
    expect(read({ ...rest, idNumber: idNumber('19800503') })).toMatchObject({ sex: 'M', birthDate: '1980-05-03' });
    expect(codes({ ...line, idNumber: idNumber('19800504') })).toEqual([['出生日期', 'BIRTH_DATE_NOT_OF_ID']]);
    expect(codes({ ...line, idNumber: idNumber('19800503', '002') })).toEqual([['性别', 'SEX_NOT_OF_ID']]);
    expect(codes({ ...line, birthDate: '1980年5月', idNumber: idNumber('19800503') })).toEqual([]);
    expect(codes({ ...line, idNumber: '123' })).toEqual([['身份证号', 'WRONG_ID_NUMBER']]);
    expect(codes(rest)).toEqual([
      ['出生日期', 'MISSING'],
      ['性别', 'MISSING'],
    ]);
  });

  it.each([
    ['1.3912345678E+10', '13912345678'],
    ['13912345678.0', '13912345678'],
    ['13912345678', '13912345678'],
    ['1.39E+10', undefined],
    ['1.1010119800503E+17', undefined],
    ['JK1E5', 'JK1E5'],
  ])('makes of the number %s %s', (text, digits) => {
    expect(wholeDigits(text)).toBe(digits);
  });

  it('says so when a spreadsheet has lost digits of a phone, a card or an ID number', () => {
    expect(codes({ ...line, phone: '1.39E+10', cardNumber: '1.23E+15', idNumber: '1.10101E+17' })).toEqual([
      ['身份证号', 'DIGITS_LOST'],
      ['手机号', 'DIGITS_LOST'],
      ['京卡号', 'DIGITS_LOST'],
    ]);
  });

  it('takes away what cannot be seen, and the apostrophe that keeps a number a text', () => {
    expect(cellText('\u00a0\u200b张\u200d三\u3000')).toBe('张三');
    expect(cellText("'13912345678")).toBe('13912345678');
    for (const text of ['=1+1', '+86 1', '-', '@x', '＝a']) expect(cellText(neutralCell(text))).toBe(text);
    expect(neutralCell('张三')).toBe('张三');
  });

  it('reads languages, reading, ways to be reached; what is not said stays open', () => {
    const told = {
      ...line,
      languages: '维吾尔语、汉语',
      literate: '否',
      reachBy: '上门走访，微信',
      hasSmartphone: '没有',
    };
    expect(read(told)).toMatchObject({
      languages: ['维吾尔语'],
      readingDifficulty: true,
      reachBy: ['visit', 'wechat'],
      hasSmartphone: false,
    });
    expect(read(line)).toMatchObject({ languages: null, readingDifficulty: null, reachBy: null, hasSmartphone: null });
    expect(read({ ...line, readingDifficulty: '识字不多' })).toMatchObject({ readingDifficulty: true });
    expect(codes({ ...line, reachBy: '飞鸽', readingDifficulty: '大概' })).toEqual([
      ['阅读困难', 'UNKNOWN_WORD'],
      ['联系偏好', 'UNKNOWN_WORD'],
    ]);
  });
});

describe('headings as unions write them', () => {
  const found = (...cells: string[]) => findHeadings({ sheet: '', line: 1, cells, formulas: [] }, rosterHeadings);

  it('are known in many wordings, whatever stands around them', () => {
    const spelled = Object.values(rosterHeadings.words).flat();
    expect(spelled.length).toBeGreaterThan(100);
    expect(new Set(spelled).size).toBe(spelled.length);
    expect(found('* 姓  名', '性别(必填)', '出生\n年月', '【选填】学历', '移动电话：', '工种/岗位')).toEqual({
      name: 0,
      sex: 1,
      birthDate: 2,
      schooling: 3,
      phone: 4,
      trade: 5,
    });
  });

  it('choose the more usual column where two could be the same', () => {
    expect(found('姓名', '性别', '生日', '联系电话', '手机号码', '单位', '所属工会')).toMatchObject({
      phone: 4,
      unit: 6,
    });
  });

  it('need a name, and either sex and birth date or an ID number', () => {
    expect(found('姓名', '身份证号码')).toEqual({ name: 0, idNumber: 1 });
    expect(found('姓名', '性别')).toBeUndefined();
    expect(found('性别', '生日', '身份证')).toBeUndefined();
  });
});
