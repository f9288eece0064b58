import type {
  AppliedToJoin,
  AppointmentView,
  CorrectionView,
  DeskCorrectionPage,
  HeldAboutMe,
  JoinCodeView,
  JoiningPage,
  JoiningSummary,
  JoiningView,
  OwnJoining,
  PreferencesView,
  TransferPage,
  TransferView,
  UnionStays,
  WorkerPage,
  WorkerView,
} from '@guantong/contracts';
import type { INestApplication } from '@nestjs/common';
import { GatewayConfig } from '../../apps/gateway/src/gateway-config.js';
import { BrokerConnection } from '../../apps/gateway/src/broker/broker-connection.js';
import { startGateway } from '../../apps/gateway/src/start-gateway.js';
import { buildRosterCells, csvFile } from '../../apps/membership/src/testing/build-roster.js';
import { buildTree, type TestTree } from '../../apps/membership/src/testing/build-tree.js';
import { importFile } from '../../apps/membership/src/testing/import-file.js';
import {
  type MembershipFixture,
  membershipFixture,
  PASSWORD,
} from '../../apps/membership/src/testing/membership-fixture.js';
import { type ApiClient, type CheckedApi, checkedApi, codeOf } from './api-client.js';

/** The gateway and the membership service in this process: every answer is held against the API document. */
describe('a worker’s affairs over HTTP', () => {
  let m: MembershipFixture;
  let gateway: INestApplication;
  let api: CheckedApi;
  let tree: TestTree;
  let desk: ApiClient;
  let otherDesk: ApiClient;
  let cadre: ApiClient;
  let workers: WorkerView[];

  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    const config = Object.assign(new GatewayConfig(), { NATS_URL: m.env.NATS_URL, PORT: 0, LOG_LEVEL: 'silent' });
    const app = await startGateway(config);
    gateway = app;
    await app.get(BrokerConnection).ready;
    api = await checkedApi((await app.getUrl()).replace('[::1]', '127.0.0.1'));
    await importFile(m, {
      file: csvFile([...Array(6).keys()].map((n) => buildRosterCells(n, tree.site.code))),
      actor: m.admin,
    });
    const city = await api.nobody.login('admin', PASSWORD);
    const appoint = async (unitId: string, role: string, login: string): Promise<ApiClient> => {
      const body = { unitId, role, login, displayName: login, password: PASSWORD };
      await city.post<AppointmentView>('/api/desk/appointments', body);
      return api.nobody.login(login, PASSWORD);
    };
    desk = await appoint(tree.site.id, 'administrator', 'site-admin');
    otherDesk = await appoint(tree.otherSite.id, 'administrator', 'other-admin');
    cadre = await appoint(tree.site.id, 'cadre', 'site-cadre');
    workers = (await desk.get<WorkerPage>(`/api/desk/units/${tree.site.id}/workers`)).items;
  }, 120_000);
  afterAll(async () => {
    await gateway?.close();
    await m?.stop();
  });

  const login = async (n: number): Promise<ApiClient> => {
    await desk.put(`/api/desk/workers/${workers[n]?.workerId ?? ''}/password`, { password: PASSWORD });
    return api.nobody.login(workers[n]?.cardNumber ?? '', PASSWORD);
  };
  const idOf = (n: number) => workers[n]?.workerId ?? '';

  it('a union’s workers by filter, one worker with history', async () => {
    const filtered = (query: Record<string, string>) =>
      desk.get<WorkerPage>(`/api/desk/units/${tree.site.id}/workers`, query);
    expect((await filtered({ employmentForm: 'migrant', hasSmartphone: 'true' })).items).toHaveLength(6);
    expect((await filtered({ status: 'LEFT' })).items).toEqual([]);
    expect((await filtered({ schooling: 'university' })).items).toEqual([]);
    const { items } = await desk.get<UnionStays>(`/api/desk/workers/${idOf(0)}/unions`);
    expect(items).toMatchObject([{ primary: true, begunAs: 'ROSTER', until: null }]);
  });

  it('a transfer, from asking to the end of the old union’s sight', async () => {
    const me = await login(0);
    const asked = await me.post<TransferView>('/api/worker/me/transfers', { unitId: tree.otherSite.id });
    const path = `/api/desk/transfers/${asked.transferId}`;
    expect(await codeOf(cadre.post(`${path}/agreement`))).toBe('FORBIDDEN');
    const list = await otherDesk.get<TransferPage>(`/api/desk/units/${tree.otherSite.id}/transfers`);
    expect(list.items[0]).toMatchObject({ transferId: asked.transferId, actions: ['AGREE', 'REFUSE'] });
    expect((await otherDesk.post<TransferView>(`${path}/agreement`)).state).toBe('DONE');
    expect(await codeOf(desk.get(`/api/desk/workers/${idOf(0)}`))).toBe('NOT_FOUND');
    expect((await otherDesk.get<WorkerView>(`/api/desk/workers/${idOf(0)}`)).unitId).toBe(tree.otherSite.id);
    expect((await me.get<TransferPage>('/api/worker/me/transfers')).items[0]?.state).toBe('DONE');
  });

  it('a second union, added and left', async () => {
    const me = await login(1);
    const unions = `/api/desk/workers/${idOf(1)}/unions`;
    expect((await desk.post<UnionStays>(unions, { unitId: tree.otherSite.id })).items).toHaveLength(2);
    const members = await otherDesk.get<WorkerPage>(`/api/desk/units/${tree.otherSite.id}/second-members`);
    expect(members.items.map((w) => w.workerId)).toEqual([idOf(1)]);
    const left = await me.send({ method: 'DELETE', path: `/api/worker/me/unions/${tree.otherSite.id}` });
    expect((left.body as UnionStays).items.map((stay) => stay.endedAs)).toEqual([null, 'REMOVED']);
  });

  it('joining with a code, from nobody to a member', async () => {
    const { code } = await desk.get<JoinCodeView>(`/api/desk/units/${tree.site.id}/join-code`);
    const said = {
      ...{ code, name: '申请人', sex: 'F', birthDate: '1995-05-05', phone: '13900000000' },
      ...{ schooling: 'college', employmentForm: 'new_form' },
    };
    const { receipt } = await api.nobody.post<AppliedToJoin>('/api/open/joinings', said);
    const { items } = await desk.get<JoiningPage>(`/api/desk/units/${tree.site.id}/joinings`, { state: 'WAITING' });
    const path = `/api/desk/joinings/${items[0]?.joiningId ?? ''}`;
    expect((await desk.get<JoiningView>(path)).applicant?.phone).toBe('13900000000');
    const approved = await desk.post<JoiningSummary>(`${path}/approval`, {});
    expect(approved.state).toBe('APPROVED');
    const lookup = await api.nobody.post<OwnJoining>('/api/open/joinings/lookup', { receipt });
    expect(lookup).toMatchObject({ state: 'APPROVED', unitName: tree.site.name });
    expect(await codeOf(api.nobody.post('/api/open/joinings', { ...said, code: 'AAAA-BBBB-CCCC' }))).toBe(
      'JOIN_CODE_WRONG',
    );
    expect(await codeOf(api.nobody.post('/api/open/joinings', { ...said, phone: '12' }))).toBe('VALIDATION_FAILED');
  });

  it('contact data, preferences, consent and a correction, with everything seen afterwards', async () => {
    const me = await login(2);
    await me.put('/api/worker/me/phone', { phone: '13811112222' });
    const wanted = { reachBy: ['call'], quietFrom: '21:00', quietUntil: '08:00', noProfiling: true };
    await me.put<PreferencesView>('/api/worker/me/preferences', wanted);
    await me.put('/api/worker/me/consents/privacy', { version: 1 });
    expect(await codeOf(me.put('/api/worker/me/consents/nothing', { version: 1 }))).toBe('NOT_FOUND');
    const asked = await me.post<CorrectionView>('/api/worker/me/corrections', { fields: { trade: '电工' } });
    await cadre.put(`/api/desk/workers/${idOf(2)}/phone`, { phone: '13811113333' });
    await cadre.put(`/api/desk/workers/${idOf(2)}/preferences`, { ...wanted, noProfiling: false });
    const { items } = await desk.get<DeskCorrectionPage>(`/api/desk/units/${tree.site.id}/corrections`);
    expect(items).toMatchObject([{ correctionId: asked.correctionId, workerId: idOf(2) }]);
    await desk.post(`/api/desk/corrections/${asked.correctionId}/approval`);
    const held = await me.get<HeldAboutMe>('/api/worker/me/held');
    expect(held).toMatchObject({
      record: { phone: '13811113333', trade: '电工' },
      preferences: { ...wanted, noProfiling: false, onBehalf: true },
      consents: [{ text: 'privacy', version: 1 }],
      corrections: [{ state: 'APPROVED' }],
    });
    expect(held.done.map((d) => [d.action, d.by, d.onBehalf])).toEqual(
      expect.arrayContaining([
        ['worker.phone.changed', 'SELF', false],
        ['worker.phone.changed', 'STAFF', true],
        ['worker.preferences.set', 'STAFF', true],
      ]),
    );
  });

  it('leaving, taken back by the union, and leaving for good by erasure', async () => {
    const me = await login(3);
    expect(await codeOf(me.post('/api/worker/me/departure', { phrase: '好' }))).toBe('VALIDATION_FAILED');
    await me.post('/api/worker/me/departure', { phrase: '我要退会' });
    await desk.send({ method: 'DELETE', path: `/api/desk/workers/${idOf(3)}/departure` });
    const back = await login(3);
    const { code, phrase } = await back.post<{ code: string; phrase: string }>('/api/worker/me/erasure');
    expect(await codeOf(back.post('/api/worker/me/erasure/confirmation', { code, phrase: 'x' }))).toBe(
      'ERASURE_NOT_CONFIRMED',
    );
    await back.post('/api/worker/me/erasure/confirmation', { code, phrase });
    expect((await desk.get<WorkerView>(`/api/desk/workers/${idOf(3)}`)).name).toBe('（已删除）');
    await desk.put(`/api/desk/workers/${idOf(4)}/departure`, { kind: 'RETIRED', on: '2026-01-01' });
    expect((await desk.get<WorkerView>(`/api/desk/workers/${idOf(4)}`)).status).toBe('LEFT');
  });
});
