import {
  type Actor,
  AppendImportChunk,
  FileImportErrors,
  type FileImportKind,
  type FileImportLineError,
  type FileImportView,
  FinishFileImport,
  GetFileImport,
  IMPORT_CHUNK_BYTES,
  StartFileImport,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { MembershipFixture } from './membership-fixture.js';

export interface FileToImport {
  kind?: FileImportKind;
  file: Buffer;
  fileName?: string;
  actor: Actor;
  unitId?: string;
  dryRun?: boolean;
  complete?: boolean;
}

/** Sends a file in chunks as the gateway does. */
export async function sendFile(
  { call }: Pick<MembershipFixture, 'call'>,
  { kind = 'ROSTER', file, fileName = '花名册', actor, ...options }: FileToImport,
) {
  const { importId } = await call(StartFileImport, { kind, fileName, ...options }, actor);
  let seq = 0;
  for (let at = 0; at < file.length; at += IMPORT_CHUNK_BYTES) {
    const data = file.subarray(at, at + IMPORT_CHUNK_BYTES).toString('base64');
    await call(AppendImportChunk, { importId, seq: seq++, data }, actor);
  }
  await call(FinishFileImport, { importId, chunks: seq, bytes: file.length }, actor);
  return { importId, kind };
}

export const importEnd = (
  { call }: Pick<MembershipFixture, 'call'>,
  of: { importId: string; kind: FileImportKind },
  actor: Actor,
): Promise<FileImportView> =>
  eventually(async () => {
    const view = await call(GetFileImport, of, actor);
    if (view.status !== 'DONE' && view.status !== 'CHECKED' && view.status !== 'FAILED')
      throw new Error(`still ${view.status}`);
    return view;
  }, 25_000);

/** Sends a file and waits until it has been worked through. */
export async function importFile(
  fixture: Pick<MembershipFixture, 'call'>,
  given: FileToImport,
): Promise<FileImportView & { errors: FileImportLineError[] }> {
  const of = await sendFile(fixture, given);
  const view = await importEnd(fixture, of, given.actor);
  const { items } = await fixture.call(FileImportErrors, { ...of, limit: 100 }, given.actor);
  return { ...view, errors: items };
}
