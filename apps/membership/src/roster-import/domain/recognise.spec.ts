import { type KnownWorker, type PlacedLine, recognise } from './recognise.js';

const buildWorker = (overrides: Partial<KnownWorker> = {}): KnownWorker => ({
  ...{
    id: 'w1',
    unitId: 'u1',
    slot: 0,
    name: '张三',
    sex: 'M',
    birthDate: '1980-05-03',
    schooling: 'primary',
    trade: '',
  },
  ...{ employmentForm: 'migrant', hasSmartphone: true, languages: [], readingDifficulty: false, reachBy: [] },
  ...{ cardNumber: null, phoneIndex: null, idNumberIndex: null, status: 'ACTIVE', leftKind: null, secondary: [] },
  inScope: true,
  ...overrides,
});
const buildLine = (overrides: Partial<PlacedLine> = {}): PlacedLine => ({
  ...{
    seq: 0,
    sheet: '',
    line: 2,
    unitId: 'u1',
    unit: '',
    unitCode: '',
    name: '张三',
    sex: 'M',
    birthDate: '1980-05-03',
  },
  ...{ dayKnown: true, schooling: null, trade: null, employmentForm: null, phone: null, hasSmartphone: null },
  ...{
    languages: null,
    readingDifficulty: null,
    reachBy: null,
    cardNumber: null,
    phoneIndex: null,
    idNumberIndex: null,
  },
  ...overrides,
});
const outcome = (line: Partial<PlacedLine>, ...workers: Partial<KnownWorker>[]): unknown[] => {
  const found = recognise(
    buildLine(line),
    workers.map((w, i) => buildWorker({ id: `w${i + 1}`, ...w })),
  );
  if (found.is === 'ASK') return [found.question, ...found.candidates.map((w) => w.id)];
  if (found.is === 'KNOWN') return [found.worker.id, ...found.not];
  if (found.is === 'REFUSED') return [found.code];
  return found.is === 'NEW' ? ['NEW', ...found.not] : [found.is];
};
const other = { name: '李四', birthDate: '1990-01-01', unitId: 'u2' };

describe('whom a line is about', () => {
  it('the holder of the card, else of the ID number, else by phone and name, else by union, name and birth date', () => {
    expect(outcome({ cardNumber: 'A' }, { cardNumber: 'A', unitId: 'u2' })).toEqual(['w1']);
    expect(outcome({ cardNumber: 'B', idNumberIndex: 'i' }, { idNumberIndex: 'i', cardNumber: 'A' })).toEqual(['w1']);
    expect(outcome({ phoneIndex: 'p', birthDate: '1980-05-04' }, { phoneIndex: 'p', unitId: 'u2' })).toEqual(['w1']);
    expect(outcome({}, {})).toEqual(['w1']);
    expect(outcome({}, { unitId: 'u2' })).toEqual(['NEW']);
    expect(outcome({ cardNumber: 'A' }, { cardNumber: 'B' })).toEqual(['NEW']);
    expect(outcome({ idNumberIndex: 'i' }, { idNumberIndex: 'j' })).toEqual(['NEW']);
  });

  it('is asked when several fit, keys disagree, or name, card or ID number speak against it', () => {
    expect(outcome({}, {}, {})).toEqual(['SEVERAL', 'w1', 'w2']);
    expect(outcome({ phoneIndex: 'p' }, { ...other, name: '张三', phoneIndex: 'p' }, {})).toEqual([
      'SEVERAL',
      'w1',
      'w2',
    ]);
    expect(outcome({ cardNumber: 'A', idNumberIndex: 'i' }, { cardNumber: 'A' }, { idNumberIndex: 'i' })).toEqual([
      'KEYS_DISAGREE',
      'w1',
      'w2',
    ]);
    expect(outcome({ cardNumber: 'A' }, { ...other, cardNumber: 'A' }, {})).toEqual(['KEYS_DISAGREE', 'w1', 'w2']);
    expect(outcome({ phoneIndex: 'p' }, { ...other, phoneIndex: 'p' }, {})).toEqual(['KEYS_DISAGREE', 'w2', 'w1']);
    expect(outcome({ phoneIndex: 'p' }, { ...other, phoneIndex: 'p' })).toEqual(['OTHER_NAME', 'w1']);
    expect(outcome({ cardNumber: 'A' }, { ...other, cardNumber: 'A' })).toEqual(['OTHER_PERSON', 'w1']);
    expect(outcome({ cardNumber: 'A', idNumberIndex: 'i' }, { cardNumber: 'A', idNumberIndex: 'j' })).toEqual([
      'OTHER_ID_NUMBER',
      'w1',
    ]);
    const otherCard = { phoneIndex: 'p', cardNumber: 'A' };
    expect(outcome({ phoneIndex: 'p', cardNumber: 'B' }, otherCard)).toEqual(['OTHER_CARD', 'w1']);
    for (const leftKind of ['RETIRED', 'DIED']) {
      expect(outcome({}, { status: 'LEFT', leftKind })).toEqual(['HAS_LEFT', 'w1']);
    }
    expect(outcome({}, { status: 'LEFT', leftKind: 'LEFT' })).toEqual(['w1']);
  });

  it('is asked where only the month of birth is known and the phone is another', () => {
    const month = { birthDate: '1980-05-01', dayKnown: false };
    expect(outcome(month, {})).toEqual(['w1']);
    expect(outcome({ ...month, phoneIndex: 'p' }, { phoneIndex: 'q' })).toEqual(['DAY_UNKNOWN', 'w1']);
    expect(outcome({}, { birthDate: '1980-05-01' })).toEqual(['DAY_UNKNOWN', 'w1']);
    expect(outcome({}, { birthDate: '1980-05-02' })).toEqual(['NEW']);
  });

  it('somebody of a union beyond the importer’s is to be transferred, and shown to nobody under another name', () => {
    const away = { inScope: false, unitId: 'u9', cardNumber: 'A' };
    expect(outcome({ cardNumber: 'A' }, away)).toEqual(['ELSEWHERE']);
    expect(outcome({ cardNumber: 'A', name: '李四' }, away)).toEqual(['CARD_TAKEN']);
    expect(outcome({ idNumberIndex: 'i', name: '李四' }, { ...away, idNumberIndex: 'i' })).toEqual(['ID_NUMBER_TAKEN']);
    expect(outcome({ phoneIndex: 'p' }, { inScope: false, unitId: 'u9', phoneIndex: 'p' })).toEqual(['ELSEWHERE']);
    expect(outcome({ phoneIndex: 'p' }, { ...other, inScope: false, phoneIndex: 'p' })).toEqual(['NEW']);
    expect(outcome({ cardNumber: 'A' }, { ...away, secondary: ['u1'] })).toEqual(['HERE_AS_WELL']);
  });

  it('is what was answered; keys of somebody else stay with them', () => {
    const shared = { ...other, phoneIndex: 'p' };
    expect(outcome({ phoneIndex: 'p', answer: { as: 'WORKER', workerId: 'w1' } }, shared)).toEqual(['w1']);
    expect(outcome({ phoneIndex: 'p', answer: { as: 'NEW' } }, shared)).toEqual(['NEW']);
    expect(outcome({ answer: { as: 'NOBODY' } }, shared)).toEqual(['LEFT_OUT']);
    expect(outcome({ cardNumber: 'A', answer: { as: 'NEW' } }, { ...other, cardNumber: 'A' })).toEqual([
      'NEW',
      'cardNumber',
    ]);
    expect(outcome({ answer: { as: 'WORKER', workerId: 'gone' } })).toEqual(['CHANGED_SINCE_CHECK']);
    expect(outcome({ answer: { as: 'WORKER', workerId: 'w1' } }, { inScope: false })).toEqual(['CHANGED_SINCE_CHECK']);
  });
});
