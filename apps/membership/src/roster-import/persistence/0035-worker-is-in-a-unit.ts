import { Migration } from '@mikro-orm/migrations';

export class WorkerIsInAUnit0035 extends Migration {
  override up(): void {
    this.addSql(`
      -- That a worker's union exists PostgreSQL checks row by row, by a query of its own for each: a seventh of an
      -- import's cost in the database, though its thousand workers are of a few dozen unions. What follows keeps the same
      -- promise, with the same locks, union by union. The foreign key stays as a description, and keeps TRUNCATE away.
      alter table worker alter constraint worker_unit_id_fkey not enforced;

      create function worker_unit_missing(missing uuid) returns void language plpgsql as $$
        begin
          raise foreign_key_violation using constraint = 'worker_unit_id_fkey', table = 'worker',
            message = format('worker in a unit that is not there: %s', missing);
        end $$;

      -- FOR KEY SHARE holds off whoever would delete the unit until this transaction is over, and waits for those who
      -- are about to: then the row is gone.
      create function workers_added_are_in_units() returns trigger language plpgsql as $$
        declare
          missing uuid;
        begin
          with used as materialized (select distinct unit_id from added),
               held as materialized (select u.id from unit u where u.id in (select unit_id from used) for key share)
          select unit_id into missing from used where not exists (select 1 from held where held.id = used.unit_id);
          if found then perform worker_unit_missing(missing); end if;
          return null;
        end $$;
      create trigger workers_added_are_in_units after insert on worker
        referencing new table as added for each statement execute function workers_added_are_in_units();

      create function worker_moved_is_in_unit() returns trigger language plpgsql as $$
        begin
          perform 1 from unit where id = new.unit_id for key share;
          if not found then perform worker_unit_missing(new.unit_id); end if;
          return null;
        end $$;
      create trigger worker_moved_is_in_unit after update of unit_id on worker for each row
        when (old.unit_id is distinct from new.unit_id) execute function worker_moved_is_in_unit();

      create function unit_of_workers_stays() returns trigger language plpgsql as $$
        begin
          if exists (select 1 from worker where unit_id = old.id) then
            raise foreign_key_violation using constraint = 'worker_unit_id_fkey', table = 'worker',
              message = format('unit %s has workers', old.id);
          end if;
          return null;
        end $$;
      create trigger unit_of_workers_stays after delete on unit for each row execute function unit_of_workers_stays();
      create trigger unit_of_workers_keeps_id after update of id on unit for each row
        when (old.id is distinct from new.id) execute function unit_of_workers_stays();
    `);
  }
}
