import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Takes a worker out of what roster files have left behind. */
@Injectable()
export class ForgetInImports {
  /**
   * Files are encrypted and not looked into: those kept for repair that met the worker go as a whole, the plain ones and
   * the annotated ones. Lines that are about the worker lose what they say; questions in which the worker is one of the
   * possible answers lose the line's content, and can no longer be answered. A file that is being worked through just now
   * is left: what it brings in afterwards is a new person.
   */
  async run(tx: Tx, workerId: string): Promise<void> {
    await tx.query(
      `with met as (
         select import_id from roster_import_seen where worker_id = $1
         union select import_id from roster_import_planned where worker_id = $1
         union select import_id from roster_import_line where worker_id = $1 or $1 = any(candidate_ids)),
       over as (
         update file_import f
            set annotation = 'NONE',
                -- one that was only checked cannot be confirmed without its file
                status = case f.status when 'CHECKED' then 'FAILED' else f.status end,
                finished_at = coalesce(f.finished_at, now()),
                failure = case f.status when 'CHECKED' then '{"problem":"PERSON_ERASED","params":{}}' else f.failure end
           from met where f.id = met.import_id and f.status in ('CHECKED', 'DONE', 'FAILED') returning f.id),
       plain as (delete from file_import_chunk c using over where c.import_id = over.id),
       annotated as (delete from annotated_file_chunk c using over where c.import_id = over.id)
       delete from file_import_error e using over, roster_import_line l
        where e.import_id = over.id and l.import_id = over.id and l.worker_id = $1 and l.sheet = e.sheet and l.line = e.line`,
      [workerId],
    );
    await tx.query(
      `update roster_import_line set changes = null, problems = null, content = null, content_key_id = null
        where worker_id = $1 or $1 = any(candidate_ids) or answer_worker_id = $1`,
      [workerId],
    );
    await tx.query(`delete from roster_import_planned where worker_id = $1`, [workerId]);
  }
}
