import {
  AbsentWorkers,
  AnnotateRosterFile,
  AnswerRosterQuestion,
  AppendImportChunk,
  AskTransferForRosterLine,
  ConfirmRosterImport,
  FileImportErrors,
  type FileImportView,
  FinishFileImport,
  GetFileImport,
  IMPORT_CHUNK_BYTES,
  ReadAnnotatedFile,
  RosterLines,
  type RosterLineResult,
  StartFileImport,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { Problem } from '../../errors/problem.js';
import { buildStaff } from '../../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../../testing/gateway-fixture.js';

const importId = newId();
const view: FileImportView = {
  importId,
  kind: 'ROSTER',
  fileName: '花名册.xlsx',
  status: 'RECEIVED',
  dryRun: false,
  complete: false,
  rowsRead: 0,
  added: 0,
  changed: 0,
  moved: 0,
  unchanged: 0,
  rejected: 0,
  questions: 0,
  needsTransfer: 0,
  leftOut: 0,
  annotation: 'NONE',
  keptUntil: null,
  failure: null,
  createdAt: new Date().toISOString(),
  finishedAt: null,
};

describe('uploading a roster', () => {
  let gateway: GatewayFixture;
  const received: Buffer[] = [];
  let started: object | undefined;
  beforeAll(async () => {
    gateway = await gatewayFixture();
    gateway.services.on(StartFileImport, (request) => {
      started = request;
      return { importId };
    });
    gateway.services.on(AppendImportChunk, ({ seq, data }) => {
      received[seq] = Buffer.from(data, 'base64');
      return { seq };
    });
    gateway.services.on(FinishFileImport, () => view);
    gateway.services.on(GetFileImport, () => ({ ...view, status: 'DONE' as const }));
    gateway.services.on(FileImportErrors, () => ({ items: [], next: null }));
  });
  afterAll(() => gateway.stop());
  beforeEach(() => received.splice(0));

  const administrator = () => ({ authorization: `Bearer ${gateway.login(buildStaff([{ role: 'administrator' }]))}` });
  const send = (path: string, bytes: Buffer<ArrayBuffer>, headers: Record<string, string> = administrator()) => {
    const body = new FormData();
    body.append('file', new Blob([bytes]), '花名册.xlsx');
    return fetch(`${gateway.url}${path}`, { method: 'POST', headers, body });
  };

  it.each([1, IMPORT_CHUNK_BYTES - 1, IMPORT_CHUNK_BYTES, IMPORT_CHUNK_BYTES + 1, 3 * IMPORT_CHUNK_BYTES + 12_345])(
    'passes %i bytes on unchanged, in pieces of half a megabyte',
    async (length) => {
      const bytes = Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 31) % 251));
      const answer = await send('/api/desk/roster-imports', bytes);
      expect([answer.status, await answer.json()]).toEqual([201, view]);
      expect(started).toEqual({ kind: 'ROSTER', fileName: '花名册.xlsx' });
      expect(Buffer.concat(received).equals(bytes)).toBe(true);
      expect(received.slice(0, -1).every((piece) => piece.length === IMPORT_CHUNK_BYTES)).toBe(true);
    },
  );

  it('names the union of lines that name none, and the kind of file', async () => {
    const unitId = newId();
    await send(`/api/desk/roster-imports?unitId=${unitId}`, Buffer.from('x'));
    expect(started).toMatchObject({ kind: 'ROSTER', unitId });
    await send('/api/desk/unit-imports', Buffer.from('x'));
    expect(started).toEqual({ kind: 'UNITS', fileName: '花名册.xlsx' });
  });

  it('is refused without a file, without a session, and to whoever keeps no rosters', async () => {
    const empty = await send('/api/desk/roster-imports', Buffer.alloc(0));
    expect([empty.status, ((await empty.json()) as Problem).code]).toEqual([400, 'VALIDATION_FAILED']);
    expect((await send('/api/desk/roster-imports', Buffer.from('x'), {})).status).toBe(401);
    const authorization = `Bearer ${gateway.login(buildStaff([{ role: 'cadre' }]))}`;
    expect((await send('/api/desk/roster-imports', Buffer.from('x'), { authorization })).status).toBe(403);
  });

  it('can be watched, and its errors read', async () => {
    const headers = administrator();
    const read = async (path: string) =>
      (await fetch(`${gateway.url}/api/desk/roster-imports/${importId}${path}`, { headers })).json();
    expect(await read('')).toMatchObject({ status: 'DONE' });
    expect(await read('/errors?limit=10')).toEqual({ items: [], next: null });
  });

  describe('what came of it', () => {
    const line: RosterLineResult = {
      ...{
        seq: 3,
        sheet: '',
        line: 5,
        outcome: 'QUESTION',
        zh: '待确认',
        en: 'Question',
        workerId: null,
        problems: [],
      },
      ...{ changes: [], question: 'OTHER_NAME', candidates: [], answer: null },
    };
    const asked: object[] = [];
    beforeAll(() => {
      const note =
        <A>(answer: A) =>
        (request: object) => {
          asked.push(request);
          return answer;
        };
      gateway.services.on(RosterLines, note({ items: [line], next: null }));
      gateway.services.on(AbsentWorkers, note({ leavingProposed: false, items: [], next: null }));
      gateway.services.on(AnswerRosterQuestion, note({ ...line, outcome: 'ADDED' as const, answer: 'NEW' as const }));
      gateway.services.on(AskTransferForRosterLine, note({ ...line, outcome: 'NEEDS_TRANSFER' as const }));
      gateway.services.on(ConfirmRosterImport, note({ ...view, dryRun: false }));
      gateway.services.on(AnnotateRosterFile, note({ ...view, annotation: 'WANTED' as const }));
      gateway.services.on(ReadAnnotatedFile, ({ seq }) => ({
        ...{ fileName: '花名册-处理结果.csv', format: 'CSV' as const, pieces: 3 },
        data: Buffer.from(`第${seq}段\n`).toString('base64'),
      }));
    });
    beforeEach(() => asked.splice(0));
    const ask = (method: string, path: string, body?: object) =>
      fetch(`${gateway.url}/api/desk/roster-imports/${importId}${path}`, {
        method,
        headers: { ...administrator(), ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });

    it('is read line by line, and who is absent', async () => {
      const answer = await ask('GET', '/lines?outcome=QUESTION&limit=5');
      expect([answer.status, await answer.json()]).toEqual([200, { items: [line], next: null }]);
      expect((await ask('GET', '/lines?outcome=PERHAPS')).status).toBe(400);
      expect(await (await ask('GET', '/absent-workers')).json()).toMatchObject({ leavingProposed: false });
      expect(asked).toEqual([{ importId, outcome: 'QUESTION', limit: 5 }, { importId }]);
    });

    it('a dry run is asked for with the file, its questions answered, and then confirmed', async () => {
      await send('/api/desk/roster-imports?dryRun=true&complete=true', Buffer.from('x'));
      expect(started).toMatchObject({ kind: 'ROSTER', dryRun: true, complete: true });
      const answer = await ask('PUT', '/lines/3/answer', { as: 'NEW' });
      expect([answer.status, await answer.json()]).toMatchObject([200, { outcome: 'ADDED' }]);
      expect((await ask('PUT', '/lines/3/answer', { as: 'PERHAPS' })).status).toBe(400);
      expect((await ask('POST', '/confirmation')).status).toBe(200);
      expect(asked).toEqual([{ importId, seq: 3, as: 'NEW' }, { importId }]);
    });

    it('asks for the transfer of a line', async () => {
      const answer = await ask('POST', '/lines/3/transfer');
      expect([answer.status, await answer.json()]).toMatchObject([201, { outcome: 'NEEDS_TRANSFER' }]);
      expect((await ask('POST', '/lines/x/transfer')).status).toBe(400);
      expect(asked).toEqual([{ importId, seq: 3 }]);
    });

    it('comes as the same file with a column of results, passed on piece by piece', async () => {
      expect((await ask('POST', '/annotated-file')).status).toBe(202);
      const answer = await ask('GET', '/annotated-file');
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="roster.csv"; filename*=UTF-8''${encodeURIComponent('花名册-处理结果.csv')}`,
      );
      expect(await answer.text()).toBe('第0段\n第1段\n第2段\n');
    });
  });
});
