import { Migration } from '@mikro-orm/migrations';

export class LinesTellWhoWasMet0034 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0;

      -- Which workers a file has met is what its lines say. A row of its own for each, with its key, was a tenth of an
      -- import's cost in the database.
      create index roster_import_line_met on roster_import_line (worker_id) where worker_id is not null;
      drop index roster_import_line_worker;
      -- a line that was refused because its worker had changed since the check did not name the worker so far
      update roster_import_line l set worker_id = s.worker_id
        from roster_import_seen s
       where s.import_id = l.import_id and s.line = l.line and l.outcome = 'REFUSED' and l.worker_id is null
         and l.problems @> '[{"code": "CHANGED_SINCE_CHECK"}]'
         and not exists (select 1 from roster_import_line o where o.import_id = l.import_id and o.worker_id = s.worker_id);
      delete from roster_import_seen;
      -- the previous release writes it as long as it runs beside this one; nobody reads it any more
      comment on table roster_import_seen is 'goes with the next release';
    `);
  }
}
