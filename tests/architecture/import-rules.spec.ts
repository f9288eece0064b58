import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cruiseSources } from './cruise-sources.js';
import { IMPORT_RULES, REACH_RULES } from './import-rules.js';

const FIXTURES = 'tests/architecture/fixtures/imports';

describe('who imports whom', () => {
  it('is as agreed, and was in fact read', async () => {
    const { modules, violations } = await cruiseSources(path.resolve('.'));
    expect(violations).toEqual([]);
    // Under a TypeScript that it does not know, dependency-cruiser silently reads nothing.
    expect(modules).toBeGreaterThan(60);
  }, 180_000);

  const rules = [...IMPORT_RULES, ...REACH_RULES].map(({ name }) => name);

  it('has a fixture that breaks it for every rule, and for nothing else', () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual(rules.toSorted());
  });

  it.each(rules)('breaks %s in its fixture, and is caught', async (rule) => {
    const baseDir = path.resolve(FIXTURES, rule);
    const folders = ['apps', 'libs'].filter((folder) => existsSync(path.join(baseDir, folder)));
    const { violations } = await cruiseSources(baseDir, folders);
    expect(violations.length).toBeGreaterThan(0);
    expect([...new Set(violations.map((violation) => violation.rule))]).toEqual([rule]);
  });
});
