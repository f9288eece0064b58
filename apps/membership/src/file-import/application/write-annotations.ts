import { Database } from '@guantong/persistence';
import { Injectable, Logger } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { AnnotateRoster } from '../../roster-import/application/annotate-roster.js';
import { AnnotationJobs, type ClaimedAnnotation } from '../persistence/annotation-jobs.js';
import { FileChunks } from '../persistence/file-chunks.js';
import { ClaimLost } from '../persistence/import-jobs.js';

/** In base64 it stays well under the broker's limit of 1 MB a message. */
const PIECE_BYTES = 512 * 1024;
const MOST_ATTEMPTS = 3;

/** Writes files with a column of results, in the background, when they are asked for. */
@Injectable()
export class WriteAnnotations {
  private readonly log = new Logger('WriteAnnotations');

  constructor(
    private readonly jobs: AnnotationJobs,
    private readonly chunks: FileChunks,
    private readonly annotate: AnnotateRoster,
    private readonly cipher: FieldCipher,
    private readonly database: Database,
  ) {}

  /** Writes one. False when none was asked for. @throws the signal's reason when the service is to stop */
  async runNext(stopping: AbortSignal): Promise<boolean> {
    const job = await this.jobs.claim();
    if (!job) return false;
    try {
      await this.write(job, stopping);
    } catch (error) {
      if (error instanceof ClaimLost) return true;
      if (!stopping.aborted) this.log.error(`annotation of ${job.id}, attempt ${job.attempts}: ${String(error)}`);
      await this.jobs.release(job, !stopping.aborted && job.attempts >= MOST_ATTEMPTS);
    }
    return true;
  }

  private async write(job: ClaimedAnnotation, stopping: AbortSignal): Promise<void> {
    const { format, bytes } = await this.annotate.run({ importId: job.id, dryRun: job.dryRun }, this.chunks.read(job));
    let seq = 0;
    for await (const piece of pieces(bytes, PIECE_BYTES)) {
      stopping.throwIfAborted();
      const stored = { seq: seq++, content: this.cipher.encrypt(piece), keyId: this.cipher.keyId };
      await this.database.transaction((tx) => this.jobs.store(tx, job, stored));
    }
    await this.database.transaction((tx) => this.jobs.ready(tx, job, { format, pieces: seq }));
  }
}

async function* pieces(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of bytes) {
    for (let at = 0; at < part.length;) {
      const taken = part.subarray(at, at + size - length);
      parts.push(taken);
      length += taken.length;
      at += taken.length;
      if (length < size) continue;
      yield Buffer.concat(parts);
      parts = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}
