import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { drawTransitions } from './case/domain/case-states.js';

const here = path.join('apps', 'feedback', 'src');
const flow = readFileSync(path.join(here, '..', 'FLOW.md'), 'utf8');
const files = readdirSync(here, { recursive: true, encoding: 'utf8' });

describe('FLOW.md', () => {
  it('draws the states as they are', () => {
    expect(flow).toContain(drawTransitions());
  });

  it('names files that exist', () => {
    const named = [...flow.matchAll(/`([\w./-]+\.ts)`/g)].map((m) => m[1] ?? '');
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter(
      (name) => !existsSync(path.join(here, name)) && !files.some((file) => file.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});
