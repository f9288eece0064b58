import type { PhotoType } from '@guantong/contracts';
import { Database, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface Photo {
  contentType: PhotoType;
  bytes: Buffer;
}

@Injectable()
export class AttachmentRepository {
  constructor(private readonly database: Database) {}

  async add(sql: Sql, id: string, senderId: string | null, photo: Photo): Promise<void> {
    await sql.query(
      `insert into case_attachment (id, sender_id, content_type, bytes, on_day) values ($1, $2, $3, $4, local_day(now()))`,
      [id, senderId, photo.contentType, photo.bytes],
    );
  }

  async caseOf(attachmentId: string): Promise<string | null> {
    const [row] = await this.database.query<{ case_id: string | null }>(
      `select case_id from case_attachment where id = $1`,
      [attachmentId],
    );
    return row?.case_id ?? null;
  }

  /** Only after it is known that the caller may see the case. */
  async read(attachmentId: string, caseId: string): Promise<Photo | null> {
    const [row] = await this.database.query<Photo>(
      `select content_type as "contentType", bytes from case_attachment where id = $1 and case_id = $2`,
      [attachmentId, caseId],
    );
    return row ?? null;
  }

  /** Photos that belong to no case after the day they came and the one after it. */
  async removeUnused(tx: Tx): Promise<number> {
    const rows = await tx.query(
      `delete from case_attachment where id in (
         select id from case_attachment where case_id is null and on_day < local_day(now()) - 1 limit 1000 for update skip locked) returning 1`,
    );
    return rows.length;
  }
}
