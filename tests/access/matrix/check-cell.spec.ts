import { ANONYMOUS, GetUnit, type Role } from '@guantong/contracts';
import { canary, canariesIn, contactPhone, phoneCanary, SECRETS } from '../city/canaries.js';
import type { Asker, Person } from '../city/people.js';
import { type Place, PLACES } from '../city/places.js';
import { subject } from '../city/subject.js';
import type { Rule } from '../rules/rule.js';
import type { Answer } from './ask.js';
import { problemsOf } from './check-cell.js';
import { expectedOutcome } from './expected.js';

const RULE: Rule = { rpc: GetUnit, may: { staff: 'unit.read' }, of: 'unit' };
const asker = (person: Person): Asker => ({ person, name: 'somebody', token: undefined, actor: ANONYMOUS });
const staff = (role: Role, at: Place): Asker => asker({ kind: 'STAFF', role, at });
const refused: Answer = { code: 'NOT_FOUND', body: { code: 'NOT_FOUND' }, text: '' };
const said = (text: string): Answer => ({ code: undefined, body: {}, text });

describe('a cell of the access matrix', () => {
  const cell = (who: Asker, place: Place, answer: Answer, missing: Answer | undefined = refused): string[] => {
    const about = subject(place, {});
    const outcome = expectedOutcome(RULE, who, about);
    return problemsOf({ rule: RULE, asker: who, subject: about, outcome, answer, missing });
  };

  it('is right when who may is answered and who may not is refused like for a missing thing', () => {
    expect(cell(staff('auditor', 'east'), 'site', said(canary('unitAddress', 'site')))).toEqual([]);
    expect(cell(staff('auditor', 'east'), 'west', refused)).toEqual([]);
  });

  it('follows how far each role reaches', () => {
    const outcomes = (who: Asker) =>
      PLACES.filter((place) => expectedOutcome(RULE, who, subject(place, {})) === 'ALLOWED');
    expect(outcomes(staff('auditor', 'east'))).toEqual(['east', 'street', 'site', 'school']);
    expect(outcomes(staff('safety_officer', 'east'))).toEqual(['east']);
    expect(outcomes(asker({ kind: 'WORKER', at: 'site', nth: 0 }))).toEqual([]);
    expect(outcomes(asker({ kind: 'NOBODY' }))).toEqual([]);
  });

  it('is wrong when who may is refused, and when who may not is answered', () => {
    expect(cell(staff('auditor', 'east'), 'site', refused)).toHaveLength(1);
    expect(cell(staff('auditor', 'east'), 'west', said(''))).not.toEqual([]);
  });

  it('is wrong when a foreign thing can be told from a missing one', () => {
    const forbidden: Answer = { code: 'FORBIDDEN', body: { code: 'FORBIDDEN' }, text: '' };
    expect(cell(staff('auditor', 'east'), 'west', forbidden)).toHaveLength(1);
    const other: Answer = { ...refused, body: { code: 'NOT_FOUND', params: { unit: '西区' } } };
    expect(cell(staff('auditor', 'east'), 'west', other)).toHaveLength(1);
  });

  it('is wrong when it says more than the asker may know, in whatever form, also in a refusal', () => {
    const auditor = staff('auditor', 'east');
    for (const text of [canary('unitAddress', 'west'), canary('workerName', 'site'), phoneCanary('site', 0)])
      expect(cell(auditor, 'site', said(`{"a":"${text}"}`))).toHaveLength(1);
    expect(cell(auditor, 'west', { ...refused, text: canary('caseText', 'west') })).toHaveLength(1);
  });

  it('is wrong when the system failed, which is no refusal', () => {
    expect(cell(staff('auditor', 'east'), 'west', { ...refused, code: 'INTERNAL' })).not.toEqual([]);
  });
});

describe('the words that may leak', () => {
  it('are each found again, with what they are about, in any case', () => {
    for (const secret of SECRETS)
      for (const place of PLACES) {
        if (secret === 'workerPhone' || secret === 'contactPhone') continue;
        expect(canariesIn(`"${canary(secret, place, 2).toLowerCase()}"`)).toEqual([{ secret, place, nth: 2 }]);
      }
    expect(canariesIn(phoneCanary('school', 1))).toEqual([{ secret: 'workerPhone', place: 'school', nth: 1 }]);
    expect(canariesIn(contactPhone('school'))).toEqual([{ secret: 'contactPhone', place: 'school', nth: 0 }]);
    expect(canariesIn('140****1234 东区')).toEqual([]);
  });
});
