import {
  AppendImportChunk,
  FileImportErrors,
  type FileImportView,
  FinishFileImport,
  GetFileImport,
  IMPORT_CHUNK_BYTES,
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
});
