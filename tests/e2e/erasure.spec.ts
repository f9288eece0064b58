import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  AppliedToJoin,
  FileImportView,
  InboxPage,
  JoinCodeView,
  PostView,
  TransferView,
  WorkerCase,
  WorkerPage,
} from '@guantong/contracts';
import { columnsContaining, eventually } from '@guantong/testing';
import { Databases } from '../faults/databases.js';
import { SERVICES_WITH_DATABASE } from '../faults/fault-stack.js';
import type { ApiClient } from './api-client.js';
import { PASSWORD, PLACES } from './city/city-files.js';
import { publishPost, wholeCoverage } from './city/publish-post.js';
import { type SmallCity, smallCity } from './city/small-city.js';

const CANARY = '金丝雀';
const NAME = `${CANARY}乙`;
const TRADE = `${CANARY}饲养员`;
const CARD = 'JKCANARY0002';
const PHONE = '14055558888';
const CANARIES = [CANARY, CARD, PHONE];

const roster = (trade: string): string => `姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会
${NAME},女,1979-07-17,初中,${trade},农民工,${PHONE},是,${CARD},${PLACES.site}
`;

/** All services, with everything they write: databases, the broker's store, logs. */
describe('an erasure, wherever a worker has left anything', () => {
  let city: SmallCity;
  let databases: Databases;
  let me: ApiClient;
  let workerId: string;
  let worker: WorkerPage['items'][number] | undefined;
  let post: PostView;

  beforeAll(async () => {
    city = await smallCity();
    databases = new Databases(city.stack);
    await importRoster(roster(TRADE), true); // a check, under an id of its own
    await importRoster(roster(TRADE));
    await importRoster(roster(`${TRADE}长`)); // a change, which the import writes down
    worker = (await city.administrator.get<WorkerPage>('/api/desk/workers', { search: CARD })).items[0];
    workerId = worker?.workerId ?? '';
    await city.administrator.put(`/api/desk/workers/${workerId}/password`, { password: PASSWORD });
    me = await city.api.nobody.login(CARD, PASSWORD);
    await useEverything();
  }, 180_000);
  afterAll(async () => {
    await databases?.close();
    await city?.stop();
  });

  async function importRoster(csv: string, dryRun = false): Promise<void> {
    const bytes = new TextEncoder().encode(csv);
    const { administrator } = city;
    const { importId } = await administrator.upload<FileImportView>('/api/desk/roster-imports', 'r.csv', bytes, {
      dryRun,
    });
    await eventually(async () => {
      const view = await city.administrator.get<FileImportView>(`/api/desk/roster-imports/${importId}`);
      expect([view.status, view.rejected]).toEqual([dryRun ? 'CHECKED' : 'DONE', 0]);
    }, 30_000);
  }

  /** Whatever a worker can write into the system, with a canary in every text. */
  async function useEverything(): Promise<void> {
    const { units } = city;
    const photo = readFileSync('demo/city/cases/photos/scaffold.jpg');
    const { attachmentId } = await me.upload<{ attachmentId: string }>(
      '/api/worker/attachments',
      'p.jpg',
      new Uint8Array(photo),
    );
    const sent = { kind: 'wages', text: `${CANARY}的工资，电话${PHONE}`, attachmentIds: [attachmentId] };
    const { caseId } = await me.post<WorkerCase>('/api/worker/cases', sent);
    await me.post(`/api/worker/cases/${caseId}/messages`, { text: `${CANARY}补充` });
    const handler = await city.as('siteHandler');
    await handler.post(`/api/desk/cases/${caseId}/acknowledgement`, {});
    await handler.post(`/api/desk/cases/${caseId}/replies`, { text: `${NAME}，已经收到` });
    const transfer = await me.post<TransferView>('/api/worker/me/transfers', {
      unitId: units.school,
      reason: `${CANARY}想换工会`,
    });
    expect(transfer.state).toBe('WAITING');
    await me.post('/api/worker/me/corrections', { fields: { name: `${NAME}改` }, note: `${CANARY}的证件` });
    await me.put('/api/worker/me/phone', { phone: PHONE });
    const { code } = await city.administrator.get<JoinCodeView>(`/api/desk/units/${units.school}/join-code`);
    await city.api.nobody.post<AppliedToJoin>('/api/open/joinings', {
      ...{ code, name: NAME, sex: 'F', birthDate: '1979-07-17', phone: PHONE, schooling: 'college' },
      ...{ employmentForm: 'migrant', trade: TRADE, cardNumber: CARD },
    });
    post = await publishPost(await city.as('publisher'), await city.as('reviewer'), {
      unitId: units.city,
      title: '人人都收到',
    });
    await wholeCoverage(await city.as('publisher'), post.postId, units.city);
    await eventually(async () =>
      expect((await me.get<InboxPage>('/api/worker/inbox')).items.map((item) => item.postId)).toContain(post.postId),
    );
    await me.get(`/api/worker/posts/${post.postId}`);
  }

  const inDatabases = async (): Promise<string[]> => {
    const found = await Promise.all(
      SERVICES_WITH_DATABASE.flatMap((service) =>
        CANARIES.map(async (canary) => {
          const places = await columnsContaining(
            { query: (sql, values) => databases.query(service, sql, [...(values ?? [])]) },
            canary,
          );
          return places.map((place) => `${service}: ${place}`);
        }),
      ),
    );
    return [...new Set(found.flat())].toSorted();
  };
  /** Files of the broker's store and all logs; not PostgreSQL's own, which keep dead rows until a vacuum. */
  const inFiles = (): { read: number; found: string[] } => {
    const files = readdirSync(city.stack.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => /nats|jetstream|\.log$/i.test(path.relative(city.stack.dataDir, file)));
    const found = files.filter((file) => {
      const bytes = readFileSync(file);
      return CANARIES.some((canary) => bytes.includes(Buffer.from(canary)));
    });
    return { read: files.length, found };
  };

  it('is preceded by an export that has everything, as data and as a page (the control)', async () => {
    const data = JSON.stringify(await me.get('/api/worker/me/export'));
    for (const words of [
      NAME,
      TRADE,
      CARD,
      PHONE,
      `${CANARY}补充`,
      `${CANARY}想换工会`,
      `${CANARY}的证件`,
      '人人都收到',
    ])
      expect(data).toContain(words);
    expect(await inDatabases()).toEqual(
      expect.arrayContaining([
        'feedback: case_event.text',
        'feedback: case_reply.text',
        'feedback: feedback_case.text',
        'membership: roster_import_planned.name',
        'membership: transfer.reason',
        'membership: worker.name',
      ]),
    );
  });

  it('leaves no canary in any service’s database, in the broker’s store, or in a log', async () => {
    const { code, phrase } = await me.post<{ code: string; phrase: string }>('/api/worker/me/erasure');
    await me.post('/api/worker/me/erasure/confirmation', { code, phrase });
    await eventually(async () => expect(await inDatabases()).toEqual([]), 30_000);
    const { read, found } = inFiles();
    expect(found).toEqual([]);
    expect(read).toBeGreaterThan(5);
    await eventually(async () => {
      const { status } = await me.send({ method: 'GET', path: '/api/worker/me' });
      expect(status).toBe(401);
    });
  });

  it('leaves the figures of the past as they were', async () => {
    const coverage = await wholeCoverage(await city.as('publisher'), post.postId, city.units.city);
    expect(coverage.workers).toMatchObject({ read: 1 });
    const stub = await city.administrator.get<{ name: string; status: string; slot: number }>(
      `/api/desk/workers/${workerId}`,
    );
    expect(stub).toMatchObject({ name: '（已删除）', status: 'LEFT', slot: worker?.slot });
  });
});
