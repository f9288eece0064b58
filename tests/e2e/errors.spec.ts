import { randomUUID } from 'node:crypto';
import { eventually } from '@guantong/testing';
import type { ProblemBody } from '../../demo/client/api-failure.js';
import type { ApiRequest } from '../../demo/client/api-client.js';
import type { ApiClient } from './api-client.js';
import { PASSWORD } from './city/city-files.js';
import { type SmallCity, smallCity } from './city/small-city.js';

describe('what cannot be done', () => {
  let city: SmallCity;
  beforeAll(async () => {
    city = await smallCity();
  }, 120_000);
  afterAll(() => city?.stop());

  /** An answer that must be problem details, in both languages, with nothing of our inside. */
  const refused = async (client: ApiClient, request: Partial<ApiRequest> & { path: string }) => {
    const { status, headers, body } = await client.send({ method: 'GET', ...request });
    const problem = body as ProblemBody;
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ status, instance: headers.get('x-request-id'), detail: problem.detailZh });
    expect(problem.detailZh).toMatch(/\p{Script=Han}/u);
    expect(problem.detailEn).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|\.js:|select |ECONN|stack/i);
    return {
      status,
      code: problem.code,
      fields: problem.fields?.map(({ field, rule }) => `${field} ${rule}`),
      retryAfter: Number(headers.get('retry-after')),
    };
  };
  const post = (path: string, body: object): ApiRequest => ({ method: 'POST', path, body });

  it('is said field by field, whether the gateway or the service finds it', async () => {
    const { site } = city.workers;
    expect(await refused(site, post('/api/worker/cases', { kind: 'gossip', text: '' }))).toEqual(
      expect.objectContaining({ status: 400, code: 'VALIDATION_FAILED', fields: ['kind isIn', 'text isLength'] }),
    );
    expect(
      await refused(
        site,
        post('/api/worker/cases', { kind: 'wages', text: '工资', state: 'CONFIRMED', unitId: city.units.school }),
      ),
    ).toMatchObject({
      fields: expect.arrayContaining(['state whitelistValidation', 'unitId whitelistValidation']),
    });
    expect(await refused(site, { path: '/api/worker/cases/not-an-id' })).toMatchObject({
      status: 400,
      fields: ['caseId isUuid'],
    });
    expect(await refused(site, { path: '/api/worker/inbox', query: { limit: 1000 } })).toMatchObject({
      status: 400,
      fields: ['limit max'],
    });
    expect(await refused(site, { path: '/api/worker/inbox', query: { unitId: city.units.site } })).toMatchObject({
      fields: ['unitId whitelistValidation'],
    });
  });

  it('is said with the same answer for a foreign worker’s case and one that does not exist', async () => {
    expect(await refused(city.workers.site, { path: `/api/worker/cases/${randomUUID()}` })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('is said to people who are not logged in, may not, or give a wrong password', async () => {
    const { nobody } = city.api;
    expect(await refused(nobody, { path: '/api/desk/cases' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await refused(nobody.withToken('no-such-token-anywhere'), { path: '/api/worker/inbox' })).toMatchObject({
      status: 401,
    });
    expect(await refused(city.workers.site, { path: '/api/desk/cases' })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(
      await refused(
        await city.as('eastAnalyst'),
        post('/api/desk/posts', { unitId: city.units.east, kind: 'notice', title: '题', bodyMarkdown: '文' }),
      ),
    ).toMatchObject({ status: 403 });
    expect(await refused(nobody, post('/api/open/sessions', { login: 'publisher', secret: 'wrong' }))).toMatchObject({
      status: 401,
      code: 'LOGIN_FAILED',
    });
    expect(
      await refused(nobody, post('/api/open/sessions', { login: 'nobody-at-all', secret: PASSWORD })),
    ).toMatchObject({ status: 401, code: 'LOGIN_FAILED' });
  });

  it('is said for requests that are none', async () => {
    const { administrator: desk } = city;
    const file = (name: string, bytes: number) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      return form;
    };
    const raw = { 'content-type': 'application/json' };
    expect(await refused(desk, { path: '/api/desk/nothing' })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await refused(desk, { method: 'DELETE', path: '/api/desk/posts' })).toMatchObject({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    });
    expect(await refused(desk, { method: 'POST', path: '/api/desk/posts', headers: raw })).toMatchObject({
      status: 400,
      code: 'MALFORMED_REQUEST',
    });
    expect(
      await refused(desk, {
        method: 'POST',
        path: '/api/desk/posts',
        body: {},
        headers: { 'content-type': 'text/csv' },
      }),
    ).toMatchObject({ status: 415 });
    expect(await refused(desk, post('/api/desk/unit-changes/openings', { name: 'x'.repeat(1_100_000) }))).toMatchObject(
      {
        status: 413,
        code: 'PAYLOAD_TOO_LARGE',
      },
    );
    expect(await refused(desk, { method: 'POST', path: '/api/desk/posts', form: file('a.txt', 10) })).toMatchObject({
      status: 415,
    });
    expect(
      await refused(city.workers.site, { method: 'POST', path: '/api/worker/attachments', form: file('a.jpg', 10) }),
    ).toMatchObject({ status: 415 });
    expect(
      await refused(city.workers.site, {
        method: 'POST',
        path: '/api/worker/attachments',
        form: file('a.jpg', 13_000_000),
      }),
    ).toMatchObject({ status: 413 });
    expect(
      await refused(desk, { ...post('/api/desk/unit-changes/openings', {}), idempotencyKey: 'short' }),
    ).toMatchObject({
      status: 400,
      fields: ['Idempotency-Key idempotencyKey'],
    });
  });

  it('takes a step that needs no words without a body', async () => {
    const publisher = await city.as('publisher');
    const { postId } = await publisher.post<{ postId: string }>('/api/desk/posts', {
      unitId: city.units.city,
      kind: 'notice',
      title: '题',
      bodyMarkdown: '文',
    });
    const answer = await publisher.send({ method: 'POST', path: `/api/desk/posts/${postId}/submission` });
    expect([answer.status, (answer.body as { status: string }).status]).toEqual([200, 'SUBMITTED']);
    expect(await refused(publisher, post(`/api/desk/posts/${postId}/submission`, {}))).toMatchObject({
      status: 409,
      code: 'POST_STATUS_CONFLICT',
    });
  });

  it('is said when a service, or the broker, is away; and works again when they are back', async () => {
    const { services, nats } = city.stack;
    const ask = { path: '/api/worker/cases' };
    await services.feedback.stop();
    expect(await refused(city.workers.site, ask)).toMatchObject({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      retryAfter: 2,
    });
    expect((await city.workers.site.send({ method: 'GET', path: '/api/worker/inbox' })).status).toBe(200);
    await services.feedback.restart();
    await eventually(async () => expect((await city.workers.site.send({ method: 'GET', ...ask })).status).toBe(200));

    await nats.stop();
    const began = Date.now();
    await eventually(async () =>
      expect(await refused(city.workers.site, ask)).toMatchObject({ status: 503, retryAfter: 2 }),
    );
    expect(Date.now() - began).toBeLessThan(5000);
    expect(await refused(city.api.nobody, { path: '/health/ready' })).toMatchObject({ status: 503 });
    expect((await city.api.nobody.send({ method: 'GET', path: '/health/live' })).status).toBe(200);
    await nats.restart();
    await eventually(
      async () => expect((await city.workers.site.send({ method: 'GET', ...ask })).status).toBe(200),
      15_000,
    );
  }, 120_000);
});
