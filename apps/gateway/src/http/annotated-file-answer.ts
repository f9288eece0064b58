import { Readable } from 'node:stream';
import type { AnnotatedFilePiece, AnnotatedFormat } from '@guantong/contracts';
import { applyDecorators, HttpCode, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

const TYPES: Record<AnnotatedFormat, string> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8',
};

export const AnswersAnnotatedFile = () =>
  applyDecorators(
    HttpCode(200),
    ApiProduces(...Object.values(TYPES)),
    ApiResponse({
      status: 200,
      description: 'The file as it was sent, with a column 处理结果',
      schema: { type: 'string', format: 'binary' },
    }),
  );

/** Passes a file on piece by piece: one of them in memory, whatever its size. The first is asked for before the answer. */
export async function annotatedFileAnswer(
  read: (seq: number) => Promise<AnnotatedFilePiece>,
  reply: FastifyReply,
): Promise<StreamableFile> {
  const first = await read(0);
  const all = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(first.data, 'base64');
    for (let seq = 1; seq < first.pieces; seq++) yield Buffer.from((await read(seq)).data, 'base64');
  };
  void reply.header('x-content-type-options', 'nosniff');
  void reply.header('cache-control', 'no-store');
  const ending = first.format === 'CSV' ? 'csv' : 'xlsx';
  return new StreamableFile(Readable.from(all(), { objectMode: false }), {
    type: TYPES[first.format],
    disposition: `attachment; filename="roster.${ending}"; filename*=UTF-8''${encodeURIComponent(first.fileName)}`,
  });
}
