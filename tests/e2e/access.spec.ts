import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type {
  CaseTaken,
  DeskCasePage,
  InboxPage,
  PostPage,
  PostView,
  UnitPage,
  WorkerCase,
  WorkerPage,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { ApiRequest, Method } from '../../demo/client/api-client.js';
import type { ApiClient } from './api-client.js';
import { CARDS, type Staff } from './city/city-files.js';
import { publishPost, wholeCoverage } from './city/publish-post.js';
import { type SmallCity, smallCity } from './city/small-city.js';

/** Bodies that would be accepted, so that a refusal is about whose it is and not about the words. */
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

const BODIES: Readonly<Record<string, object>> = {
  'POST /api/desk/cases/{caseId}/assignment': { accountId: randomUUID() },
  'POST /api/desk/cases/{caseId}/raising': { reason: '理由' },
  'POST /api/desk/cases/{caseId}/returning': { reason: '理由' },
  'POST /api/desk/cases/{caseId}/replies': { text: '答复' },
  'POST /api/desk/cases/{caseId}/resolution': { text: '办结' },
  'POST /api/desk/posts/{postId}/rejection': { comment: '请改' },
  'POST /api/desk/posts/{postId}/correction': { reason: '写错了', title: '新题' },
  'POST /api/desk/posts/{postId}/recall': { reason: '取消' },
  'PATCH /api/desk/posts/{postId}': { version: 1, title: '新题' },
  'PATCH /api/desk/units/{unitId}': { address: '别处' },
  'PATCH /api/desk/appointments/{appointmentId}': { endsAt: null },
  'POST /api/desk/appointments/{appointmentId}/deputies': { login: 'westPublisher', endsAt: inAnHour },
  'PUT /api/desk/roster-imports/{importId}/lines/{seq}/answer': { as: 'NOBODY' },
  'PUT /api/desk/units/{unitId}/forwarding-policy': { mode: 'MANUAL' },
  'PUT /api/desk/units/{unitId}/sla-policies/{kind}': { acknowledge: 'PT1H' },
  'PUT /api/desk/workers/{workerId}/password': { password: 'long-enough-2026' },
  'POST /api/desk/workers/{workerId}/unions': { unitId: randomUUID() },
  'POST /api/desk/units/{unitId}/second-members': { cardNumber: 'JK0000000000', name: '某人' },
  'POST /api/desk/units/{unitId}/transfers': { cardNumber: 'JK0000000000', name: '某人' },
  'POST /api/desk/workers/{workerId}/transfers': { unitId: randomUUID(), onBehalf: false },
  'POST /api/desk/transfers/{transferId}/refusal': { reason: '理由' },
  'POST /api/desk/transfers/{transferId}/objection': { reason: '理由' },
  'PUT /api/desk/workers/{workerId}/departure': { kind: 'LEFT', on: '2026-01-01' },
  'POST /api/desk/joinings/{joiningId}/refusal': { reason: '理由' },
  'POST /api/desk/corrections/{correctionId}/refusal': { reason: '理由' },
  'PUT /api/desk/workers/{workerId}/phone': { phone: null },
  'PUT /api/desk/workers/{workerId}/preferences': {
    reachBy: [],
    quietFrom: null,
    quietUntil: null,
    noProfiling: false,
  },
  'POST /api/worker/me/transfers/{transferId}/refusal': { reason: '理由' },
  'PUT /api/worker/me/consents/{text}': { version: 1 },
  'POST /api/worker/cases/{caseId}/confirmation': { satisfaction: 5 },
  'POST /api/worker/cases/{caseId}/reopening': { reason: '理由' },
  'POST /api/worker/cases/{caseId}/messages': { text: '补充' },
};
/** Queries without which a route says nothing. */
const QUERIES: Readonly<Record<string, (ids: Record<string, string>) => Record<string, string | undefined>>> = {
  'GET /api/desk/posts/{postId}/unreached': ({ unitId }) => ({ unitId }),
  'GET /api/desk/posts/{postId}/coverage': ({ unitId }) => ({ unitId }),
  'GET /api/desk/posts/{postId}/progress': ({ unitId }) => ({ unitId }),
  'GET /api/desk/posts/{postId}/holders': ({ unitId }) => ({ unitId }),
};

describe('two units that have nothing to do with each other', () => {
  let city: SmallCity;
  /** What the east has: a post of the site's district, a case, a worker, a photo, an import, an appointment. */
  const east: Record<string, string> = {};
  let post: PostView;
  let eastCase: WorkerCase;

  beforeAll(async () => {
    city = await smallCity();
    const { administrator, units } = city;
    for (const role of ['publisher', 'reviewer'] as const) {
      await administrator.post('/api/desk/appointments', { unitId: units.east, role, login: role }); // the city's, here as well
    }
    post = await publishPost(await city.as('publisher'), await city.as('reviewer'), {
      unitId: units.east,
      title: '东区的事',
    });
    await wholeCoverage(await city.as('publisher'), post.postId, units.east, 2);
    const photo = await import('node:fs/promises').then((fs) => fs.readFile('demo/city/cases/photos/scaffold.jpg'));
    const { attachmentId } = await city.workers.site.upload<{ attachmentId: string }>(
      '/api/worker/attachments',
      'p.jpg',
      new Uint8Array(photo),
    );
    eastCase = await city.workers.site.post<WorkerCase>('/api/worker/cases', {
      kind: 'wages',
      text: '东区的工资',
      attachmentIds: [attachmentId],
    });
    const { items } = await administrator.get<WorkerPage>('/api/desk/workers', { search: CARDS.site[1] ?? '' });
    const appointments = await administrator.get<{ items: { appointmentId: string; accountId: string }[] }>(
      '/api/desk/appointments',
      {
        unitId: units.site,
      },
    );
    Object.assign(east, {
      postId: post.postId,
      caseId: eastCase.caseId,
      unitId: units.site,
      workerId: items[0]?.workerId,
      attachmentId,
      appointmentId: appointments.items[0]?.appointmentId,
      accountId: appointments.items[0]?.accountId,
      importId: randomUUID(),
      deputyId: randomUUID(),
      substitutionId: randomUUID(),
      changeId: randomUUID(),
      seq: '0',
      tokenId: randomUUID(),
      sessionId: randomUUID(),
      revision: '1',
      kind: 'wages',
      transferId: randomUUID(),
      joiningId: randomUUID(),
      correctionId: randomUUID(),
      text: 'unknown',
    });
  }, 120_000);
  afterAll(() => city?.stop());

  const filled = (path: string, ids: Record<string, string>): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const id = ids[name];
      if (!id) throw new Error(`${path}: there is no ${name} in the east`);
      return id;
    });
  const missing = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(east).map(([name, value]) => [
        name,
        ['revision', 'kind', 'seq'].includes(name) ? value : randomUUID(),
      ]),
    );

  /** Status and body, without what is different about every answer. A stream is refused or opened, not read. */
  const answerTo = async (client: ApiClient, name: string, ids: Record<string, string>) => {
    const [method, template] = name.split(' ') as [Method, string];
    const request: ApiRequest = {
      method,
      path: filled(template, ids),
      ...(method !== 'GET' && { body: BODIES[name] ?? {} }),
    };
    const query = QUERIES[name]?.(ids);
    if (template.endsWith('/stream')) {
      const opened = await client.stream(request.path, query).then(
        (stream) => (stream.close(), 200),
        (error: { status: number; code: string }) => `${error.status} ${error.code}`,
      );
      return { status: opened };
    }
    const { status, body } = await client.send({ ...request, ...(query && { query }) });
    return { status, body: { ...(body as object), instance: '' } };
  };

  const operations = (face: 'desk' | 'worker') =>
    Object.entries(city.api.document.document.paths)
      // a day of the calendar is nobody's: the city alone may change it
      .filter(([path]) => path.startsWith(`/api/${face}/`) && path.includes('{') && !path.includes('{date}'))
      .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));

  it('answer each other as if nothing were there, on every route with an id, to every role', async () => {
    const west: Staff[] = ['westAdministrator', 'westPublisher', 'westReviewer', 'sweepersCadre', 'sweepersHandler'];
    const routes = operations('desk');
    expect(routes.length).toBeGreaterThan(45);
    const wrong: unknown[] = [];
    for (const name of routes) {
      const statuses: string[] = [];
      for (const who of west) {
        const client = await city.as(who);
        const foreign = await answerTo(client, name, east);
        const none = await answerTo(client, name, missing());
        if (!isDeepStrictEqual(foreign, none)) wrong.push({ name, who, foreign, none });
        statuses.push(String(foreign.status).slice(0, 3));
      }
      // At least one of them may call the route as such, and so was refused for what it is not
      if (!statuses.includes('404') || statuses.some((status) => !/^40[034]$/.test(status)))
        wrong.push({ name, statuses });
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('the same holds between workers', async () => {
    const routes = operations('worker');
    expect(routes.length).toBeGreaterThan(8);
    for (const name of routes) {
      const foreign = await answerTo(city.workers.sweepers, name, east);
      expect({ name, ...foreign }).toEqual({ name, ...(await answerTo(city.workers.sweepers, name, missing())) });
      expect(Number.parseInt(String(foreign.status), 10)).toBeGreaterThanOrEqual(400);
    }
  });

  it('while those whose it is are answered (the control)', async () => {
    const own: [Staff | 'administrator', string][] = [
      ['administrator', 'GET /api/desk/units/{unitId}'],
      ['administrator', 'GET /api/desk/workers/{workerId}'],
      ['eastCadre', 'GET /api/desk/posts/{postId}/coverage/stream'],
      ['siteCadre', 'GET /api/desk/posts/{postId}/unreached'],
      ['siteCadre', 'GET /api/desk/units/{unitId}/workers'],
      ['siteHandler', 'GET /api/desk/cases/{caseId}'],
      ['siteHandler', 'GET /api/desk/cases/{caseId}/stream'],
      ['siteHandler', 'GET /api/desk/attachments/{attachmentId}'],
    ];
    for (const [who, name] of own) {
      const client = who === 'administrator' ? city.administrator : await city.as(who);
      expect([who, name, (await answerTo(client, name, east)).status]).toEqual([who, name, 200]);
    }
  });

  it('count, list and search nothing of each other', async () => {
    const handler = await city.as('sweepersHandler');
    const admin = await city.as('westAdministrator');
    const publisher = await city.as('westPublisher');
    const lists = {
      cases: await handler.get<DeskCasePage>('/api/desk/cases'),
      byNumber: await handler.get<DeskCasePage>('/api/desk/cases', { number: eastCase.number }),
      posts: await publisher.get<PostPage>('/api/desk/posts'),
      units: await admin.get<UnitPage>('/api/desk/units', { search: 'TC-' }),
      workers: await admin.get<WorkerPage>('/api/desk/workers', { search: CARDS.site[1] ?? '' }),
      inbox: await city.workers.sweepers.get<InboxPage>('/api/worker/inbox'),
    };
    const text = JSON.stringify(lists);
    for (const id of [east.caseId, east.postId, east.unitId, east.workerId, city.units.east])
      expect(text).not.toContain(id);
    expect(await handler.get('/api/desk/case-counts')).toMatchObject({ byState: {}, overdue: 0, mine: 0 });
    expect(lists.units.items.map(({ code }) => code)).toEqual(['TC-W', 'TC-W-01', 'TC-W-01-001']);

    const own = await (await city.as('siteHandler')).get<{ byState: object }>('/api/desk/case-counts');
    expect(own.byState).toEqual({ SUBMITTED: 1 }); // the control
  });

  it('a filter by a foreign unit says as much as a filter by one that does not exist', async () => {
    const handler = await city.as('sweepersHandler');
    for (const path of ['/api/desk/cases', '/api/desk/case-counts']) {
      const [foreign, none] = await Promise.all(
        [city.units.site, randomUUID()].map((unitId) => handler.send({ method: 'GET', path, query: { unitId } })),
      );
      expect([foreign?.status, { ...(foreign?.body as object), instance: '' }]).toEqual([
        none?.status,
        { ...(none?.body as object), instance: '' },
      ]);
    }
  });

  it('a case written down elsewhere for a foreign worker is refused like one for nobody', async () => {
    const cadre = await city.as('sweepersCadre');
    const write = (unitId: string | undefined, workerId: string | undefined) =>
      cadre.send({ method: 'POST', path: '/api/desk/cases', body: { kind: 'wages', text: '工资', unitId, workerId } });
    const statuses = [await write(east.unitId, undefined), await write(randomUUID(), undefined)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([404, 404]);
    expect((await write(city.units.sweepers, undefined)).body as CaseTaken).toHaveProperty('number'); // the control
  });

  it('nothing of the post reached the other side', async () => {
    await eventually(async () =>
      expect((await city.workers.site.get<InboxPage>('/api/worker/inbox')).items).toHaveLength(1),
    );
    expect((await city.workers.sweepers.get<InboxPage>('/api/worker/inbox')).items).toEqual([]);
  });
});
