import { allRpcs } from '@guantong/contracts';
import type { AccessRule } from '../../apps/gateway/src/session/access.js';
import type { Document } from '../e2e/api-document.js';
import { type AccessCity, accessCity } from './city/access-city.js';
import { SUBJECTS } from './city/subjects.js';
import { askByHttp, askByRpc, type FoundOperation, operationsOf } from './matrix/ask.js';
import { declaredFor } from './matrix/expected.js';
import { type RuleRun, RuleRunner } from './matrix/run-rule.js';
import { RULES } from './rules/index.js';
import { changesSomething, type Rule } from './rules/rule.js';

const subjectOf = (rule: Rule): string => rule.rpc?.subject ?? '';
const nameOf = (rule: Rule): string =>
  [subjectOf(rule), ...(rule.operations ?? []), rule.of && `about ${rule.of}`].filter(Boolean).join(' · ');

/** Lists and counts first, while it is known exactly what there is; what changes something last. */
const phaseOf = (rule: Rule): number => (rule.lists || rule.counts ? 0 : changesSomething(rule) ? 2 : 1);
const IN_ORDER = RULES.toSorted((a, b) => phaseOf(a) - phaseOf(b)).map((rule) => ({ name: nameOf(rule), rule }));

/** Who may; some routes say besides what else holds for them. */
const isSameRule = (declared: AccessRule | undefined, ruled: AccessRule | undefined): boolean =>
  declared?.face === ruled?.face &&
  (declared?.face !== 'desk' || ruled?.face !== 'desk' || declared.permission === ruled.permission);

const differences = (there: Iterable<string>, ruled: Iterable<string>) => {
  const [one, other] = [new Set(there), new Set(ruled)];
  return {
    withoutRule: [...one].filter((name) => !other.has(name)),
    gone: [...other].filter((name) => !one.has(name)),
  };
};

describe('who may do what, about whose', () => {
  let city: AccessCity;
  let operations: Map<string, FoundOperation>;
  let runner: RuleRunner;
  let cells = 0;

  beforeAll(async () => {
    city = await accessCity();
    const response = await fetch(new URL('/docs/openapi.json', city.system.url));
    operations = operationsOf((await response.json()) as Document);
    runner = new RuleRunner(city);
  }, 120_000);
  afterAll(() => city?.stop());

  it('is ruled for every operation of the API document and every question and command, and for nothing else', () => {
    const ruledOperations = RULES.flatMap((rule) => rule.operations ?? []);
    const nothing = { withoutRule: [], gone: [] };
    expect(differences(operations.keys(), ruledOperations)).toEqual(nothing);
    expect(
      differences(
        allRpcs().map((rpc) => rpc.subject),
        RULES.map(subjectOf).filter(Boolean),
      ),
    ).toEqual(nothing);
    expect(operations.size).toBeGreaterThan(80);
    expect(differences(['Units_new', 'Units_get'], ['Units_get', 'Units_old'])).toEqual({
      withoutRule: ['Units_new'],
      gone: ['Units_old'],
    }); // the control
  });

  it('is declared on each route as it is ruled', () => {
    const { declared } = city.system;
    const wrong = RULES.flatMap(({ operations: ids = [], may, whileEnrolling }) => {
      const ruled = declaredFor(may, whileEnrolling);
      return ids
        .filter((id) => !isSameRule(declared.get(id), ruled))
        .map((id) => `${id} is declared ${JSON.stringify(declared.get(id))}, ruled ${JSON.stringify(ruled)}`);
    });
    expect(wrong).toEqual([]);
  });

  describe.each(IN_ORDER)('$name', ({ rule }) => {
    const mustSucceed = !rule.neverSucceeds && !rule.onlyRefused && rule.may !== 'SYSTEM';
    /** What is wrong; nobody succeeding as well, since the refusals may then be about the words. */
    const wrongIn = (run: RuleRun): string[] => {
      cells += run.cells;
      return [...run.problems, ...(mustSucceed && run.succeeded === 0 ? ['nobody succeeded'] : [])];
    };

    if (rule.operations) {
      it.each(rule.operations)('over HTTP (%s)', async (id) => {
        const operation = operations.get(id);
        if (!operation) throw new Error(`${id} is not in the API document`);
        expect(wrongIn(await runner.run(rule, (...cell) => askByHttp(city.system, operation, ...cell)))).toEqual([]);
      });
    }

    if (rule.rpc) {
      it('asked of the service itself', async () => {
        expect(wrongIn(await runner.run(rule, (...cell) => askByRpc(city.system, ...cell)))).toEqual([]);
        if (rule.may !== 'SYSTEM') return;
        const [subject] = rule.of ? await SUBJECTS[rule.of](city) : [undefined];
        const { code } = await askByRpc(city.system, rule, 'SYSTEM', subject);
        expect(['FORBIDDEN', 'VALIDATION_FAILED']).not.toContain(code); // the control
      });
    }
  });

  it('was asked in every cell', () => {
    process.stderr.write(`access matrix: ${cells} cells\n`); // docs/access.md says how many
    expect(cells).toBeGreaterThan(10_000);
  });
});
