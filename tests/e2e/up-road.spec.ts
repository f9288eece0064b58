import { readFile } from 'node:fs/promises';
import type {
  AnonymousCaseTaken,
  CaseTaken,
  DeskCase,
  DeskCasePage,
  WorkerCase,
  WorkerPage,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { codeOf } from './api-client.js';
import { CARDS } from './city/city-files.js';
import { type SmallCity, smallCity } from './city/small-city.js';

describe('the road up', () => {
  let city: SmallCity;
  beforeAll(async () => {
    city = await smallCity();
  }, 120_000);
  afterAll(() => city?.stop());

  const submit = (body: object) => city.workers.site.post<WorkerCase>('/api/worker/cases', body);

  it('brings a hazard with a photo to the safety officer on duty at once', async () => {
    const photo = new Uint8Array(await readFile('demo/city/cases/photos/scaffold.jpg'));
    const { attachmentId } = await city.workers.site.upload<{ attachmentId: string }>(
      '/api/worker/attachments',
      '工地.jpg',
      photo,
    );
    const { caseId } = await submit({ kind: 'hazard', text: '少一截护栏', attachmentIds: [attachmentId] });
    const officer = await city.as('safetyOfficer');
    const { items } = await eventually(async () => {
      const page = await officer.get<DeskCasePage>('/api/desk/cases', { assignee: 'me' });
      expect(page.items.map((item) => item.caseId)).toContain(caseId);
      return page;
    }, 5000);
    expect(items[0]).toMatchObject({ state: 'ASSIGNED', assigneeAccountId: city.accountOf('safetyOfficer') });
    const image = await officer.get<Buffer>(`/api/desk/attachments/${attachmentId}`);
    expect(image.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    await officer.post(`/api/desk/cases/${caseId}/acknowledgement`);
    await officer.post(`/api/desk/cases/${caseId}/resolution`, { text: '补好了' });
    expect(
      await city.workers.site.post<WorkerCase>(`/api/worker/cases/${caseId}/confirmation`, { satisfaction: 5 }),
    ).toMatchObject({ state: 'CONFIRMED' });
  });

  it('lets a case that nobody answers climb to the city, each unit on its own clock, and the answer come down the chain', async () => {
    const path = `/api/desk/units/${city.units.city}/sla-policies/wages`;
    await city.administrator.put(path, { acknowledge: 'PT1S' });
    const { caseId } = await submit({ kind: 'wages', text: '上个月工资没发' });
    const top = await eventually(async () => {
      const now = await city.workers.site.get<WorkerCase>(`/api/worker/cases/${caseId}`);
      expect(now.owner.tier).toBe('CITY');
      return now;
    }, 20_000);
    await city.administrator.put(path, { acknowledge: null });
    expect(top.chain.map(({ unit, reason }) => [unit.tier, reason])).toEqual([
      ['GRASSROOTS', 'SUBMITTED'],
      ['DIRECT', 'BREACH'],
      ['DISTRICT', 'BREACH'],
      ['CITY', 'BREACH'],
    ]);
    const stays = top.chain.map(({ arrivedAt }) => Date.parse(arrivedAt ?? ''));
    for (const [i, at] of stays.slice(1).entries()) expect(at - (stays[i] ?? 0)).toBeGreaterThanOrEqual(1000);

    const handler = await city.as('cityHandler');
    await handler.post(`/api/desk/cases/${caseId}/acknowledgement`);
    await handler.post(`/api/desk/cases/${caseId}/resolution`, { text: '已补发' });
    const answered = await city.workers.site.get<WorkerCase>(`/api/worker/cases/${caseId}`);
    expect(answered.replies[0]?.cameDown.map(({ tier }) => tier)).toEqual([
      'CITY',
      'DISTRICT',
      'DIRECT',
      'GRASSROOTS',
      'WORKER',
    ]);
    expect(
      await city.workers.site.post<WorkerCase>(`/api/worker/cases/${caseId}/reopening`, { reason: '没收到' }),
    ).toMatchObject({ state: 'REOPENED' });
    await handler.post(`/api/desk/cases/${caseId}/resolution`, { text: '查到了，今天到账' });
    const confirmed = await city.workers.site.post<WorkerCase>(`/api/worker/cases/${caseId}/confirmation`, {
      satisfaction: 4,
    });
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', satisfaction: 4 });
    expect(confirmed.history.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['ESCALATED', 'RESOLVED', 'REOPENED', 'CONFIRMED']),
    );
  }, 120_000);

  it('takes an anonymous complaint about the own union over its head, to be followed with a receipt code only', async () => {
    const complaint = { kind: 'complaint', text: '工会收了钱不办事', unitId: city.units.site, aboutOwnUnion: true };
    const { receiptCode, number } = await city.api.nobody.post<AnonymousCaseTaken>('/api/open/cases', complaint);
    const seen = await city.api.nobody.post<WorkerCase>('/api/open/cases/lookup', { receiptCode });
    expect(seen).toMatchObject({
      number,
      submittedBy: 'ANONYMOUS',
      submittedAt: null,
      owner: { unitId: city.units.eastStreet },
    });
    const path = `/api/desk/cases/${seen.caseId}`;
    for (const accused of ['siteCadre', 'siteHandler', 'safetyOfficer'] as const) {
      expect(await codeOf((await city.as(accused)).get(path))).toBe('NOT_FOUND');
      expect(await (await city.as(accused)).get('/api/desk/cases', { number })).toMatchObject({ items: [] });
    }
    const handler = await city.as('streetHandler');
    expect(await handler.get<DeskCase>(path)).toMatchObject({ workerId: null, onBehalfAccountId: null });
    await handler.post(`${path}/acknowledgement`);
    await handler.post(`${path}/resolution`, { text: '查实了' });
    const answered = await city.api.nobody.post<WorkerCase>('/api/open/cases/lookup', { receiptCode });
    expect(answered.replies.map(({ text }) => text)).toEqual(['查实了']);
    expect(await codeOf(city.api.nobody.post('/api/open/cases/lookup', { receiptCode: 'A'.repeat(26) }))).toBe(
      'RECEIPT_CODE_UNKNOWN',
    );
  });

  it('takes a case that a cadre writes down for a worker who cannot', async () => {
    const cadre = await city.as('siteCadre');
    const { items } = await cadre.get<WorkerPage>('/api/desk/workers', { search: CARDS.site[2] ?? '' });
    const body = { kind: 'daily_life', text: '宿舍没热水', unitId: city.units.site, workerId: items[0]?.workerId };
    const { caseId, number } = await cadre.post<CaseTaken>('/api/desk/cases', body);
    expect(number).toMatch(/^\d\d-/);
    expect(await (await city.as('siteHandler')).get<DeskCase>(`/api/desk/cases/${caseId}`)).toMatchObject({
      submittedBy: 'ON_BEHALF',
      onBehalfAccountId: city.accountOf('siteCadre'),
      workerId: items[0]?.workerId,
    });
  });

  it('keeps one case however often it is sent with the same key', async () => {
    const send = () =>
      city.workers.site.post<WorkerCase>(
        '/api/worker/cases',
        { kind: 'suggestion', text: '食堂加个汤' },
        'one-case-0001',
      );
    const ids = (await Promise.all([send(), send(), send()])).map(({ caseId }) => caseId);
    expect(new Set(ids).size).toBe(1);
  });
});
