import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

const AT_ONCE = 10_000;
/** Half a megabyte each. */
const CHUNKS_AT_ONCE = 50;

/** Takes away what is not needed any more, in bounded bites. */
@Injectable()
export class ImportSweep {
  constructor(private readonly database: Database) {}

  /** All but the counts of imports whose time is over, and uploads given up a day ago. */
  async run(): Promise<void> {
    await this.database.query(
      `delete from file_import where status = 'UPLOADING' and created_at < now() - interval '1 day'`,
    );
    await this.database.query(
      `update file_import set status = 'FAILED', finished_at = now(), failure = '{"problem":"CHECK_EXPIRED","params":{}}'
        where status = 'CHECKED' and kept_until < now()`,
    );
    const over = await this.database.query<{ id: string }>(
      `select id from file_import where kept_until < now() and status in ('DONE', 'FAILED') order by kept_until limit 100`,
    );
    for (const { id } of over) await this.forget(id);
  }

  /** The file itself, once there is nothing in it to repair. */
  file(importId: string): Promise<void> {
    return this.bite('file_import_chunk', 'seq', importId, CHUNKS_AT_ONCE);
  }

  /** What a check has noted, before the same file is imported for good. Its lines stay, with the answers. */
  async check(importId: string): Promise<void> {
    await this.bite('roster_import_planned', 'worker_id', importId, AT_ONCE);
  }

  private async forget(importId: string): Promise<void> {
    await this.file(importId);
    await this.check(importId);
    await this.bite('annotated_file_chunk', 'seq', importId, CHUNKS_AT_ONCE);
    await this.bite('roster_import_line', 'seq', importId, AT_ONCE);
    await this.bite('roster_import_unit', 'unit_id', importId, AT_ONCE);
    await this.database.query(`update file_import set kept_until = null, annotation = 'NONE' where id = $1`, [
      importId,
    ]);
  }

  private async bite(table: string, key: string, importId: string, atOnce: number): Promise<void> {
    for (let more = true; more;) {
      const gone = await this.database.query(
        `delete from ${table} where import_id = $1
            and ${key} = any(array(select ${key} from ${table} where import_id = $1 limit $2)) returning 1`,
        [importId, atOnce],
      );
      more = gone.length === atOnce;
    }
  }
}
