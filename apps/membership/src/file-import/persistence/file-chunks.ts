import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import type { ClaimedImport } from '../application/file-processor.js';

/** The uploaded file, chunk by chunk: never more than one of them in memory. */
@Injectable()
export class FileChunks {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
  ) {}

  async *read(job: Pick<ClaimedImport, 'id' | 'chunks'>): AsyncGenerator<Buffer> {
    for (let seq = 0; seq < job.chunks; seq++) {
      const [row] = await this.database.query<{ content: Buffer; key_id: string }>(
        `select content, key_id from file_import_chunk where import_id = $1 and seq = $2`,
        [job.id, seq],
      );
      if (!row) throw new Error(`import ${job.id} lacks chunk ${seq}`);
      yield this.cipher.decrypt(row.content, row.key_id);
    }
  }
}
