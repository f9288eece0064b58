import { readdirSync } from 'node:fs';
import path from 'node:path';
import { checkSources, SOURCE_RULES } from './source-rules.js';

const FIXTURES = 'tests/architecture/fixtures/sources';

describe('what sources do', () => {
  it('is as agreed, and was in fact read', () => {
    const { files, broken } = checkSources(path.resolve('.'));
    expect(broken).toEqual([]);
    expect(files).toBeGreaterThan(60);
  });

  const rules = SOURCE_RULES.map(({ name }) => name);

  it('has a fixture for every rule', () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual(rules.toSorted());
  });

  it.each(rules)('breaks %s in each file of its fixture, and is caught', (rule) => {
    const { files, broken } = checkSources(path.resolve(FIXTURES, rule));
    expect(files).toBeGreaterThan(0);
    expect(new Set(broken.map((one) => one.rule))).toEqual(new Set([rule]));
    expect(new Set(broken.map((one) => one.file)).size).toBe(files);
  });
});
