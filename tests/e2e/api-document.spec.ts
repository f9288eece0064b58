import { RouteTable } from '../../apps/gateway/src/routing/route-table.js';
import { type GatewayFixture, gatewayFixture } from '../../apps/gateway/src/testing/gateway-fixture.js';
import { ApiDocument, type Document } from './api-document.js';

/** Pages for people, and what they load: not part of the API. */
const PAGES = /^\/(docs(\/.*)?|page\.css)?$/;

describe('the API document', () => {
  let gateway: GatewayFixture;
  let document: Document;
  let operations: { name: string; method: string; path: string; operation: Document['paths'][string][string] }[];

  beforeAll(async () => {
    gateway = await gatewayFixture();
    ({ document } = await ApiDocument.of(gateway.url));
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method,
        path,
        operation,
      })),
    );
  });
  afterAll(() => gateway.stop());

  it('has every route that is served, and no other', () => {
    const served = gateway.app
      .get(RouteTable)
      .all()
      .filter(({ method, template }) => method !== 'HEAD' && !PAGES.test(template))
      .map(({ method, template }) => `${method} ${template.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(served.length).toBeGreaterThan(50);
    expect(operations.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
  });

  it('gives every operation one of the three faces, a name of its own and a sentence in Chinese and English', () => {
    for (const { name, operation } of operations) {
      const { tags, summary } = operation as { tags?: string[]; summary?: string };
      expect([name, tags]).toEqual([name, [expect.stringMatching(/^(职工 worker|工会干部 desk|公开 open)$/)]]);
      expect(`${name}: ${summary}`).toMatch(/: \p{Script=Han}.* [A-Z]/u);
    }
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('documents the Idempotency-Key of each write, and of writes only', () => {
    for (const { name, method, operation } of operations) {
      const takesKey = operation.parameters?.some((p) => p.in === 'header' && p.name === 'Idempotency-Key') ?? false;
      expect([name, takesKey]).toEqual([name, method !== 'get']);
    }
  });

  it('names every parameter of a path, promises a success and says how it fails', () => {
    for (const { name, path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
      expect([name, inPath.toSorted()]).toEqual([name, (path.match(/\{\w+\}/g) ?? []).toSorted()]);
      // a log-in is done, or waits for the second factor
      const successes = operation.operationId === 'Session_open' ? 2 : 1;
      expect(Object.keys(operation.responses).filter((status) => /^2/.test(status))).toHaveLength(successes);
      expect(operation.responses.default?.content).toHaveProperty('application/problem+json');
    }
  });

  it('refers only to schemas it has, and each can be used to check', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('would find out an answer that is not as it says (the control)', () => {
    const answer = (body: object, status = 200) => ({
      request: { method: 'GET' as const, path: '/health/live' },
      status,
      headers: new Headers({ 'content-type': 'application/json' }),
      body,
    });
    const check = new ApiDocument(document);
    expect(check.problemsOf(answer({ status: 'ok' }))).toEqual([]);
    expect(check.problemsOf(answer({ status: 'fine' }))).toHaveLength(1);
    expect(check.problemsOf(answer({ status: 'ok', more: 1 }))).toHaveLength(1);
    expect(check.problemsOf(answer({}))).toHaveLength(1);
    expect(check.problemsOf(answer({ status: 'ok' }, 201)).length).toBeGreaterThan(0);
    expect(check.problemsOf({ ...answer({}), request: { method: 'GET', path: '/nowhere' } })).toHaveLength(1);
  });
});
