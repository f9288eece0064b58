import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Takes a worker out of what roster files have left behind. */
@Injectable()
export class ForgetInImports {
  /**
   * Files are encrypted and not looked into: those kept for repair that met the worker go as a whole, the plain ones and
   * the annotated ones. Lines that are about the worker lose what they say; questions in which the worker is one of the
   * possible answers lose the line's content, and can no longer be answered. A file that is being worked through just now
   * is left: what it brings in afterwards is a new person. Called before the worker's row is emptied.
   */
  async run(tx: Tx, workerId: string): Promise<void> {
    const ids = [workerId, ...(await this.plannedAs(tx, workerId))];
    await tx.query(
      `with met as (
         select import_id from roster_import_planned where worker_id = any($1::uuid[])
         union select import_id from roster_import_line where worker_id = any($1::uuid[]) or candidate_ids && $1::uuid[]),
       over as (
         update file_import f
            set annotation = 'NONE',
                -- one that was only checked cannot be confirmed without its file
                status = case f.status when 'CHECKED' then 'FAILED' else f.status end,
                finished_at = coalesce(f.finished_at, now()),
                failure = case f.status when 'CHECKED' then '{"problem":"PERSON_ERASED","params":{}}' else f.failure end
           from met where f.id = met.import_id and f.status in ('CHECKED', 'DONE', 'FAILED')
         returning f.id, old.status = 'CHECKED' as was_check),
       plain as (delete from file_import_chunk c using over where c.import_id = over.id),
       annotated as (delete from annotated_file_chunk c using over where c.import_id = over.id),
       -- whom a question was about that nobody has answered, nobody knows
       questions as (
         update roster_import_line l set content = null, content_key_id = null
           from over where l.import_id = over.id and over.was_check and l.content is not null)
       delete from file_import_error e using over, roster_import_line l
        where e.import_id = over.id and l.import_id = over.id and l.worker_id = any($1::uuid[])
          and l.sheet = e.sheet and l.line = e.line`,
      [ids],
    );
    await tx.query(
      `update roster_import_line set changes = null, problems = null, content = null, content_key_id = null
        where worker_id = any($1::uuid[]) or candidate_ids && $1::uuid[] or answer_worker_id = any($1::uuid[])`,
      [ids],
    );
    await tx.query(`delete from roster_import_planned where worker_id = any($1::uuid[])`, [ids]);
  }

  /**
   * A file that was checked before the worker was entered knows the person under an id of its own: found by card, ID
   * number, or the name with phone or birth date. Somebody else of that name and day has to be checked once more.
   */
  private async plannedAs(tx: Tx, workerId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select p.worker_id as id from worker w join roster_import_planned p
           on p.card_number = w.card_number or p.id_number_index = w.id_number_index
           or (p.name = w.name and (p.phone_index = w.phone_index or p.birth_date = w.birth_date))
        where w.id = $1`,
      [workerId],
    );
    return rows.map((row) => row.id);
  }
}
