import {
  type Actor,
  AppendImportChunk,
  fail,
  type FileImportKind,
  type FileImportView,
  FinishFileImport,
  IMPORT_CHUNK_BYTES,
  StartFileImport,
} from '@guantong/contracts';
import type { RpcClient } from '@guantong/messaging';
import type { FastifyRequest } from 'fastify';

/** Writing half a megabyte may wait for a busy disk. */
const CHUNK_DEADLINE_MS = 10_000;

/** Cut into pieces of exactly `size` bytes, the last one shorter. */
async function* pieces(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    let rest = part;
    while (length + rest.length >= size) {
      yield Buffer.concat([...parts, rest.subarray(0, size - length)]);
      rest = rest.subarray(size - length);
      parts = [];
      length = 0;
    }
    parts.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** Passes the file in the part `file` on to membership as it comes in: one piece in memory, whatever its size. */
export async function sendImportFile(
  rpc: RpcClient,
  request: FastifyRequest,
  actor: Actor,
  of: { kind: FileImportKind; unitId?: string; dryRun?: boolean; complete?: boolean },
): Promise<FileImportView> {
  const file = await request.file();
  if (!file) throw fail('VALIDATION_FAILED', {}, [{ field: 'file', rule: 'required' }]);
  const fileName = file.filename.slice(-200) || '未命名';
  const { importId } = await rpc.call(StartFileImport, { ...of, fileName }, actor);
  let chunks = 0;
  let bytes = 0;
  for await (const piece of pieces(file.file, IMPORT_CHUNK_BYTES)) {
    const chunk = { importId, seq: chunks, data: piece.toString('base64') };
    await rpc.call(AppendImportChunk, chunk, actor, CHUNK_DEADLINE_MS);
    chunks++;
    bytes += piece.length;
  }
  if (bytes === 0) throw fail('VALIDATION_FAILED', {}, [{ field: 'file', rule: 'required' }]);
  return rpc.call(FinishFileImport, { importId, chunks, bytes }, actor);
}
