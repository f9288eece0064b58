import {
  AcknowledgeCase,
  type Actor,
  AnonymousCaseTaken,
  CaseByCode,
  ConfirmCaseByCode,
  DeskCases,
  ReadAttachment,
  type RpcDefinition,
  SetSlaPolicy,
  StoreAttachment,
  SubmitCase,
  SubmitCaseAnonymously,
  SubmitCaseForWorker,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import sharp from 'sharp';
import { buildStaff, buildWorker } from '../testing/build-actors.js';
import type { FakeCall } from '../testing/fake-services.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';

const CANARIES = {
  'user-agent': 'CANARY-agent',
  'x-forwarded-for': '203.0.113.77',
  'x-request-id': 'CANARY-request',
  referer: 'https://canary.example',
};

describe('the routes of cases', () => {
  let gateway: GatewayFixture;
  let worker: string;
  let officer: string;
  let cadre: string;
  const seen = new Map<string, { request: Record<string, unknown>; call: FakeCall }>();
  const last = (definition: RpcDefinition<never> | RpcDefinition) => seen.get(definition.subject);

  beforeAll(async () => {
    gateway = await gatewayFixture();
    const answering = <A>(definition: RpcDefinition<never, A> | RpcDefinition<object, A>, answer: A) =>
      gateway.services.on(definition, (request, call) => {
        seen.set(definition.subject, { request: request as Record<string, unknown>, call });
        return answer;
      });
    for (const definition of [
      SubmitCase,
      AcknowledgeCase,
      CaseByCode,
      ConfirmCaseByCode,
      DeskCases,
      SetSlaPolicy,
      SubmitCaseForWorker,
    ]) {
      answering(definition as RpcDefinition, {});
    }
    answering(SubmitCaseAnonymously, {
      number: '26-7K3M-9Q2X',
      receiptCode: 'CODE',
    } satisfies AnonymousCaseTaken);
    answering(StoreAttachment as RpcDefinition, { attachmentId: newId() });
    answering(ReadAttachment as RpcDefinition, {
      contentType: 'image/jpeg',
      base64: Buffer.from('photo').toString('base64'),
    });
    worker = gateway.login(buildWorker());
    officer = gateway.login(buildStaff([{ role: 'safety_officer' }]));
    cadre = gateway.login(buildStaff([{ role: 'cadre' }]));
  });
  afterAll(() => gateway.stop());

  const send = (
    method: string,
    path: string,
    token?: string,
    body?: object | FormData,
    headers: Record<string, string> = {},
  ) =>
    fetch(gateway.url + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  const photo = async (bytes?: Buffer): Promise<FormData> => {
    const image =
      bytes ??
      (await sharp({ create: { width: 60, height: 40, channels: 3, background: '#f00' } })
        .png()
        .toBuffer());
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(image)]), 'CANARY-IMG_20260308_0900.png');
    return form;
  };

  it('take an anonymous case from nobody, whatever session, agent or address came with it', async () => {
    const unitId = newId();
    const response = await send(
      'POST',
      '/api/open/cases',
      worker,
      { kind: 'complaint', text: '工会扣钱', unitId, aboutOwnUnion: true },
      CANARIES,
    );
    expect([response.status, await response.json()]).toEqual([201, { number: '26-7K3M-9Q2X', receiptCode: 'CODE' }]);
    const { request, call } = last(SubmitCaseAnonymously) ?? {};
    expect(request).toEqual({ kind: 'complaint', text: '工会扣钱', unitId, aboutOwnUnion: true });
    expect(call?.actor).toEqual({
      kind: 'ANONYMOUS',
      accountId: null,
      sessionId: null,
      appointments: [],
      worker: null,
    });
    expect(JSON.stringify(call)).not.toMatch(/CANARY|203\.0\.113|canary/);
  });

  it('under a name the session does go along (the control)', async () => {
    expect(
      (await send('POST', '/api/worker/cases', worker, { kind: 'wages', text: '拖欠工资' }, CANARIES)).status,
    ).toBe(201);
    expect(last(SubmitCase)?.call.actor).toMatchObject({ kind: 'WORKER', worker: { id: expect.any(String) } });
    expect(JSON.stringify(last(SubmitCase)?.call)).toContain('CANARY-request');
  });

  it('keep the receipt code out of addresses: it is sent in the body, and answered with 200', async () => {
    const receiptCode = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23';
    expect((await send('POST', '/api/open/cases/lookup', undefined, { receiptCode })).status).toBe(200);
    expect(
      (await send('POST', '/api/open/cases/confirmation', undefined, { receiptCode, satisfaction: 5 })).status,
    ).toBe(200);
    expect(last(ConfirmCaseByCode)?.request).toEqual({ receiptCode, satisfaction: 5 });
    expect((await send('GET', `/api/open/cases/${receiptCode}`)).status).toBe(404);
  });

  it('draw a photo anew before it goes anywhere, and forget its name', async () => {
    for (const [path, token] of [
      ['/api/worker/attachments', worker],
      ['/api/open/attachments', worker],
      ['/api/desk/attachments', cadre],
    ] as const) {
      expect((await send('POST', path, token, await photo())).status).toBe(201);
      const { request, call } = last(StoreAttachment) ?? {};
      expect(request).toEqual({ contentType: 'image/jpeg', base64: expect.stringMatching(/^\/9j\//) });
      expect(call?.actor.kind).toBe(
        { '/api/worker/attachments': 'WORKER', '/api/open/attachments': 'ANONYMOUS', '/api/desk/attachments': 'STAFF' }[
          path
        ],
      );
    }
    const wrong = await send(
      'POST',
      '/api/worker/attachments',
      worker,
      await photo(Buffer.from('<svg onload="alert(1)"/>')),
    );
    expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const empty = new FormData();
    empty.append('note', 'no file');
    expect((await send('POST', '/api/worker/attachments', worker, empty)).status).toBe(400);
  });

  it('give a photo to be saved, not shown, and let no browser guess its type', async () => {
    const response = await send('GET', `/api/worker/attachments/${newId()}`, worker);
    expect([response.status, await response.text()]).toEqual([200, 'photo']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="photo.jpg"',
      'x-content-type-options': 'nosniff',
    });
  });

  it('take the unit, state and author of a step from nobody’s body', async () => {
    const caseId = newId();
    const step = `/api/desk/cases/${caseId}/acknowledgement`;
    expect((await send('POST', step, officer, { version: 3 })).status).toBe(200);
    expect(last(AcknowledgeCase)?.request).toEqual({ caseId, version: 3 });
    for (const extra of [{ unitId: newId() }, { state: 'CONFIRMED' }, { caseId: newId() }]) {
      expect((await send('POST', step, officer, extra)).status).toBe(400);
    }
  });

  it('read filters from the address', async () => {
    expect((await send('GET', '/api/desk/cases?assignee=me&overdue=true&limit=5', officer)).status).toBe(200);
    expect(last(DeskCases)?.request).toEqual({ assignee: 'me', overdue: true, limit: 5 });
    expect((await send('GET', '/api/desk/cases?limit=101', officer)).status).toBe(400);
  });

  it('are open to whom they are for, and closed to others', async () => {
    const id = newId();
    const status = async (method: string, path: string, token?: string, body?: object) =>
      (await send(method, path, token, body)).status;
    const unitPath = `/api/desk/units/${id}/sla-policies/hazard`;
    const admin = gateway.login(buildStaff([{ role: 'administrator' }]) satisfies Actor);
    expect(await status('PUT', unitPath, admin, { acknowledge: 'PT5S', resolve: null })).toBe(200);
    expect(last(SetSlaPolicy)?.request).toEqual({ unitId: id, kind: 'hazard', acknowledge: 'PT5S', resolve: null });
    expect(await status('PUT', unitPath, officer, { acknowledge: 'PT5S' })).toBe(403);
    expect(await status('POST', '/api/desk/cases', cadre, { kind: 'wages', text: 'x', unitId: id })).toBe(201);
    expect(await status('POST', '/api/desk/cases', officer, { kind: 'wages', text: 'x', unitId: id })).toBe(403);
    expect(await status('GET', '/api/desk/cases', worker)).toBe(403);
    expect(await status('GET', '/api/worker/cases', officer)).toBe(403);
    expect(await status('GET', '/api/worker/cases')).toBe(401);
    for (const step of ['acknowledgement', 'assignment', 'raising', 'returning', 'replies', 'resolution']) {
      expect(await status('POST', `/api/desk/cases/${id}/${step}`, cadre, {})).toBe(403);
    }
  });
});
