import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  AppointmentList,
  CoverageView,
  DeskCase,
  DeskCasePage,
  ProgressView,
  WorkerCase,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { type ApiClient, codeOf } from './api-client.js';
import { PASSWORD } from './city/city-files.js';
import { publishPost } from './city/publish-post.js';
import { type SmallCity, smallCity } from './city/small-city.js';

describe('live views', () => {
  let city: SmallCity;
  beforeAll(async () => {
    city = await smallCity();
  }, 120_000);
  afterAll(() => city?.stop());

  const publish = async () =>
    publishPost(await city.as('publisher'), await city.as('reviewer'), { unitId: city.units.city });
  /** A post's stream is there as soon as the post has set out. */
  const coverageOf = async (desk: ApiClient, postId: string) =>
    eventually(() => desk.stream<CoverageView>(`/api/desk/posts/${postId}/coverage/stream`));

  it('follow a post until the last union, and then the first reader', async () => {
    const { postId } = await publish();
    const desk = await city.as('publisher');
    const stream = await coverageOf(desk, postId);
    await stream.until(({ tiers }) => tiers.find(({ tier }) => tier === 'GRASSROOTS')?.forwarded === 3, 10_000);
    const progress = await desk.stream<ProgressView>(`/api/desk/posts/${postId}/progress/stream`, {
      unitId: city.units.east,
    });
    const { unit } = await progress.until(({ items }) => items.length === 1, 5000);
    expect(unit).toMatchObject({ unitId: city.units.east, state: 'FORWARDED' });
    stream.close();
    progress.close();
  });

  it('show a hazard to the officer on duty, and the officer’s answer to the worker, within the second', async () => {
    const officer = await city.as('safetyOfficer');
    const mine = await officer.stream<DeskCasePage>('/api/desk/cases/stream', { assignee: 'me' });
    const { caseId } = await city.workers.site.post<WorkerCase>('/api/worker/cases', {
      kind: 'hazard',
      text: '电线破皮',
    });
    await mine.until(({ items }) => items.some((item) => item.caseId === caseId), 3000);
    mine.close();
    const own = await city.workers.site.stream<WorkerCase>(`/api/worker/cases/${caseId}/stream`);
    const desk = await officer.stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    await officer.post(`/api/desk/cases/${caseId}/acknowledgement`);
    await officer.post(`/api/desk/cases/${caseId}/resolution`, { text: '已换新线' });
    const resolved = await own.until(({ state }) => state === 'RESOLVED', 3000);
    expect(resolved.replies.at(-1)?.text).toBe('已换新线');
    await desk.until(({ state }) => state === 'RESOLVED', 3000);
    own.close();
    desk.close();
  });

  it('refuse a foreign post or case as they refuse a missing one', async () => {
    const { postId } = await publishPost(await city.as('westPublisher'), await city.as('westReviewer'), {
      unitId: city.units.west,
    });
    const { caseId } = await city.workers.sweepers.post<WorkerCase>('/api/worker/cases', {
      kind: 'wages',
      text: '工资少了',
    });
    (await coverageOf(await city.as('westPublisher'), postId)).close();
    const refusals = async (post: string, of: string) => [
      await codeOf((await city.as('eastCadre')).stream(`/api/desk/posts/${post}/coverage/stream`)),
      await codeOf((await city.as('eastCadre')).stream(`/api/desk/posts/${post}/progress/stream`)),
      await codeOf((await city.as('siteHandler')).stream(`/api/desk/cases/${of}/stream`)),
      await codeOf(city.workers.site.stream(`/api/worker/cases/${of}/stream`)),
    ];
    expect(await refusals(postId, caseId)).toEqual(await refusals(randomUUID(), randomUUID()));
    expect(await refusals(postId, caseId)).toEqual(Array.from({ length: 4 }, () => 'NOT_FOUND'));
  });

  it('show nothing of the cases of other units', async () => {
    const list = await (await city.as('siteHandler')).stream<DeskCasePage>('/api/desk/cases/stream');
    const { caseId } = await city.workers.sweepers.post<WorkerCase>('/api/worker/cases', {
      kind: 'wages',
      text: '别处的事',
    });
    const own = await city.workers.site.post<WorkerCase>('/api/worker/cases', { kind: 'wages', text: '自己的事' });
    const { items } = await list.until((page) => page.items.some((item) => item.caseId === own.caseId), 5000);
    expect(items.map((item) => item.caseId)).not.toContain(caseId);
    list.close();
  });

  it('end within 5 seconds when somebody is dismissed, and when they log out', async () => {
    const { caseId } = await city.workers.site.post<WorkerCase>('/api/worker/cases', { kind: 'wages', text: '工资' });
    const leaver = await city.api.nobody.login('siteHandler', PASSWORD);
    const dismissed = await (await city.as('siteHandler')).stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    const worker = await city.workers.site.stream<WorkerCase>(`/api/worker/cases/${caseId}/stream`);
    const session = await city.api.nobody.login('streetHandler', PASSWORD);
    const list = await session.stream<DeskCasePage>('/api/desk/cases/stream');
    const { items } = await city.administrator.get<AppointmentList>('/api/desk/appointments', {
      unitId: city.units.site,
    });
    const appointment = items.find(({ accountId }) => accountId === city.accountOf('siteHandler'));
    await city.administrator.post(`/api/desk/appointments/${appointment?.appointmentId ?? ''}/dismissal`);
    await session.call({ method: 'DELETE', path: '/api/open/sessions/current' });
    const began = Date.now();
    await eventually(
      () =>
        expect([dismissed.endedBy, list.endedBy]).toEqual([
          expect.stringMatching(/FORBIDDEN|NOT_FOUND/),
          'UNAUTHENTICATED',
        ]),
      5000,
    );
    expect(Date.now() - began).toBeLessThan(5000);
    expect(await codeOf(leaver.get(`/api/desk/cases/${caseId}`))).toBe('FORBIDDEN');
    await delay(100);
    expect(worker.endedBy).toBeUndefined(); // the control
    worker.close();
  });
});
