import {
  GetHeldAboutMe,
  type HeldAboutMe,
  Inbox,
  type InboxItem,
  MyCase,
  MyCases,
  type WorkerCase,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildStaff, buildWorker } from '../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';
import type { OwnExport } from './own-export.js';

const unit = { unitId: newId(), name: '杨树工地工会', tier: 'GRASSROOTS' as const };
const at = '2026-03-08T01:00:00.000Z';
const held: HeldAboutMe = {
  record: {
    ...{
      workerId: newId(),
      name: '<script>alert(1)</script>',
      sex: 'F',
      birthDate: '1990-01-01',
      schooling: 'college',
    },
    ...{ trade: '电工', employmentForm: 'migrant', phone: '13900000000', hasSmartphone: true, cardNumber: null },
    ...{ languages: ['藏语'], readingDifficulty: false, reachBy: ['call'], unit, breadcrumbs: [unit] },
  },
  unions: [{ unit, primary: true, slot: 0, since: at, until: null, begunAs: 'JOINED', endedAs: null }],
  preferences: {
    ...{ reachBy: ['call', 'visit'], quietFrom: '22:00', quietUntil: '07:00', noProfiling: true },
    ...{ changedAt: at, onBehalf: false },
  },
  consents: [{ text: 'privacy', title: '个人信息处理说明', version: 1, givenAt: at, withdrawnAt: null }],
  sessions: [],
  transfers: [],
  corrections: [],
  done: [
    {
      ...{ at, action: 'worker.phone.revealed', sentence: '李干部查看了杨树工地工会一名职工的完整手机号。' },
      ...{ by: 'STAFF', name: '李干部', onBehalf: false },
    },
  ],
};
const caseOf = (n: number) =>
  ({
    ...{
      caseId: newId(),
      number: `26-${n}`,
      kind: 'wages',
      state: 'SUBMITTED',
      version: 1,
      excerpt: '工资',
      text: `全文 & ${n}`,
    },
    ...{ submittedBy: 'WORKER', owner: unit, step: null, dueAt: null, breached: false, submittedOn: '2026-03-08' },
    ...{ submittedAt: at, satisfaction: null, chain: [], history: [], replies: [], attachments: [], actions: [] },
  }) as WorkerCase;
const post = (n: number): InboxItem => ({
  ...{ postId: newId(), kind: 'notice', title: `稿件${n}`, summary: '', publishedBy: unit },
  ...{ publishedAt: at, openedAt: at, note: null, status: 'PUBLISHED', read: n % 2 === 0 },
  ...{ confirmed: false, correctedSinceRead: false },
});

describe('what a worker takes away', () => {
  let gateway: GatewayFixture;
  const cases = Array.from({ length: 7 }, (_, n) => caseOf(n));
  const inbox = Array.from({ length: 230 }, (_, n) => post(n));
  beforeAll(async () => {
    gateway = await gatewayFixture();
    gateway.services.on(GetHeldAboutMe, () => held);
    gateway.services.on(MyCases, ({ cursor }) => ({
      items: cursor ? cases.slice(4) : cases.slice(0, 4),
      next: cursor ? null : 'more',
    }));
    gateway.services.on(MyCase, ({ caseId }) => cases.find((c) => c.caseId === caseId) as WorkerCase);
    gateway.services.on(Inbox, ({ cursor, limit = 20 }) => {
      const from = Number(cursor ?? 0);
      const next = from + limit < inbox.length ? String(from + limit) : null;
      return { items: inbox.slice(from, from + limit), next };
    });
  });
  afterAll(() => gateway.stop());

  const get = (path: string, actor = buildWorker()) =>
    fetch(`${gateway.url}/api/worker/me/export${path}`, {
      headers: { authorization: `Bearer ${gateway.login(actor)}` },
    });

  it('is everything the services hold, every page of it, in one file', async () => {
    const answer = await get('');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const all = (await answer.json()) as OwnExport;
    expect(all.held).toEqual(held);
    expect(all.cases).toEqual(cases);
    expect(all.inbox.map((item) => item.title)).toEqual(inbox.map((item) => item.title));
  });

  it('is also a page in plain Chinese, complete in itself, which runs nothing and loads nothing', async () => {
    const answer = await get('/page');
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
    for (const words of [
      '我的资料',
      '13900000000',
      '藏语',
      '22:00 至 07:00',
      '完整手机号',
      '全文 &amp; 6',
      '稿件229',
      '申请入会',
    ])
      expect(html).toContain(words);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import|\son\w+=/i);
    expect(html).not.toMatch(/undefined|\[object|null/);
  });

  it('is for the worker alone', async () => {
    expect((await get('', buildStaff())).status).toBe(403);
    expect((await fetch(`${gateway.url}/api/worker/me/export/page`)).status).toBe(401);
  });
});
