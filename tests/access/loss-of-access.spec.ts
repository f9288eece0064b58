import {
  AcknowledgeCase,
  Appoint,
  type AppointmentView,
  type CoverageView,
  type DeskCase,
  type DeskCasePage,
  Dismiss,
  GetUnit,
  MoveUnit,
  type OwnRecord,
  SubmitCase,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { importFile } from '../../apps/membership/src/testing/import-file.js';
import { ApiClient } from '../../demo/client/api-client.js';
import type { EventStream } from '../../demo/client/event-stream.js';
import { type AccessCity, accessCity } from './city/access-city.js';
import { canary, canariesIn, phoneCanary } from './city/canaries.js';
import type { Place } from './city/places.js';
import { SUBJECTS } from './city/subjects.js';

/** Old access must be gone within this time, also for whoever keeps on asking. */
const BITES_WITHIN_MS = 5000;

describe('old access is gone within five seconds', () => {
  let city: AccessCity;
  beforeEach(async () => {
    city = await accessCity();
  }, 120_000);
  afterEach(() => city?.stop());

  const as = (name: string): ApiClient => new ApiClient(city.system.url, { token: city.asker(name).token ?? '' });
  const statusOf = async (client: ApiClient, path: string): Promise<number> =>
    (await client.send({ method: 'GET', path })).status;
  const caseOf = async (place: Place): Promise<string> => {
    const text = canary('caseText', place);
    return (await city.call(SubmitCase, { kind: 'wages', text }, city.worker(place))).caseId;
  };
  /** Nothing more is heard over it: it was ended, or what it shows now has nothing of the place. */
  const expectSilent = (stream: EventStream<object>, place: Place): void => {
    if (stream.endedBy) return;
    expect(canariesIn(JSON.stringify(stream.latest)).map((found) => found.place)).not.toContain(place);
  };

  it('for somebody who is dismissed from one role and keeps another', async () => {
    const handler = as('case_handler@site');
    const { accountId } = city.asker('case_handler@site').actor;
    const administrator = city.staff('administrator', 'city');
    const unitId = city.units.site;
    const caseId = await caseOf('site');
    const account = { unitId, login: 'case_handler.site' };
    const appointed: AppointmentView = await city.call(Appoint, { ...account, role: 'case_handler' }, administrator);
    await city.call(Appoint, { ...account, role: 'analyst' }, administrator);
    const one = await handler.stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    const list = await handler.stream<DeskCasePage>('/api/desk/cases/stream');
    const stays = await as('auditor@site').stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    expect(await statusOf(handler, `/api/desk/cases/${caseId}`)).toBe(200); // the control: there was access
    expect(appointed.accountId).toBe(accountId);

    await city.call(Dismiss, { appointmentId: appointed.appointmentId }, administrator);
    await eventually(async () => {
      expect(await statusOf(handler, `/api/desk/cases/${caseId}`)).toBe(403);
      expect([one.endedBy, list.endedBy]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    }, BITES_WITHIN_MS);
    expect(await statusOf(handler, `/api/desk/units/${unitId}`)).toBe(200);
    expect(stays.endedBy).toBeUndefined(); // the control: others are not thrown out
    stays.close();
  });

  it('for a worker who changes unions, and for the staff of the old one', async () => {
    const [post] = (await SUBJECTS.unionPost(city)).filter(({ place }) => place === 'site');
    const worker = as('worker 0@site');
    const cadre = as('cadre@site');
    const workerId = city.workers.site?.[0]?.id ?? '';
    const { unit } = await worker.get<OwnRecord>('/api/worker/me');
    expect(unit.unitId).toBe(city.units.site);
    expect(await statusOf(worker, `/api/worker/posts/${post?.ids.postId ?? ''}`)).toBe(200);
    expect(await statusOf(cadre, `/api/desk/workers/${workerId}`)).toBe(200);
    expect(await statusOf(as('cadre@east'), `/api/desk/workers/${workerId}`)).toBe(200);

    await moveByRoster();
    await eventually(async () => {
      expect(await statusOf(worker, `/api/worker/posts/${post?.ids.postId ?? ''}`)).toBe(404);
      expect(await statusOf(cadre, `/api/desk/workers/${workerId}`)).toBe(404);
      expect(await statusOf(as('cadre@east'), `/api/desk/workers/${workerId}`)).toBe(404);
      const found = await cadre.get('/api/desk/workers', { search: canary('workerCard', 'site', 0) });
      expect(found).toMatchObject({ items: [] });
    }, BITES_WITHIN_MS);
    const now = await worker.get<OwnRecord>('/api/worker/me');
    expect(now.unit.unitId).toBe(city.units.sweepers);
    expect(await statusOf(as('worker 1@site'), `/api/worker/posts/${post?.ids.postId ?? ''}`)).toBe(200); // the control
  });

  /** A roster of the city in which the worker stands in another union. */
  const moveByRoster = async () => {
    const headings = '姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会';
    const cells = [canary('workerName', 'site', 0), '女', '1970-06-01', '初中', '工人', '农民工'];
    const line = [...cells, phoneCanary('site', 0), '是', canary('workerCard', 'site', 0), 'ZQsweepers'];
    const file = Buffer.from(`${headings}\n${line.join(',')}\n`);
    const { moved, errors } = await importFile({ call: city.call }, { file, actor: city.administrator });
    expect({ moved, errors }).toEqual({ moved: 1, errors: [] });
  };

  it('for staff above a unit that is moved to another district', async () => {
    const auditor = as('auditor@east');
    const unitId = city.units.street;
    const caseId = await caseOf('site');
    const [carried] = await SUBJECTS.carried(city);
    const postId = carried?.ids.postId ?? '';
    const one = await auditor.stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    const list = await auditor.stream<DeskCasePage>('/api/desk/cases/stream');
    const coverage = await auditor.stream<CoverageView>(`/api/desk/posts/${postId}/coverage/stream?unitId=${unitId}`);
    const below = await as('auditor@site').stream<DeskCase>(`/api/desk/cases/${caseId}/stream`);
    const paths = [`/api/desk/units/${unitId}`, `/api/desk/units/${city.units.site}`, `/api/desk/cases/${caseId}`];
    const statuses = () => Promise.all(paths.map((path) => statusOf(auditor, path)));
    expect(await statuses()).toEqual([200, 200, 200]); // the control: there was access
    const west = city.staff('auditor', 'west');
    await expect(city.call(GetUnit, { unitId }, west)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await city.call(
      MoveUnit,
      { unitId, parentId: city.units.west, reason: '区划调整' },
      city.staff('administrator', 'city'),
    );
    await eventually(async () => {
      expect(await statuses()).toEqual([404, 404, 404]);
      expectSilent(one, 'site');
      expectSilent(list, 'site');
      expectSilent(coverage, 'street');
      const { items } = await auditor.get<DeskCasePage>('/api/desk/cases');
      expect(items).toEqual([]);
    }, BITES_WITHIN_MS);
    // the controls: the new district sees it now, and those in the moved unit see what they saw
    expect(await city.call(GetUnit, { unitId }, west)).toMatchObject({ parentId: city.units.west });
    await city.call(AcknowledgeCase, { caseId }, city.staff('case_handler', 'site'));
    await below.until(({ state }) => state === 'ACCEPTED', 5000);
    for (const stream of [one, list, coverage, below]) stream.close();
  });
});
