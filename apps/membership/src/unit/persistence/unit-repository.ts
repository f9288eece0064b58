import { covers, fail, type Scope, type UnitStateV1 } from '@guantong/contracts';
import { sqlState, type Tx, UNIQUE_VIOLATION } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { Unit } from '../domain/unit.js';
import { unitStateSql } from './unit-state-sql.js';

/** Changes of the tree, always inside the caller's transaction. */
@Injectable()
export class UnitRepository {
  /**
   * Held until the end of the transaction. `changing` the shape excludes everybody else; `reading` it, in order to
   * hang a unit below another, excludes only those who change it, so that no path is taken from a parent on the move.
   */
  async lockTree(tx: Tx, mode: 'changing' | 'reading'): Promise<void> {
    const lock = mode === 'changing' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    await tx.query(`select ${lock}(hashtext('membership.tree'))`);
  }

  /** For work in the background that goes through the whole tree: 30 s a statement instead of five. */
  async allowLongStatements(tx: Tx): Promise<void> {
    await tx.query(`set local statement_timeout = '30s'`);
  }

  /** @throws NOT_FOUND for a unit that is not there or not in the scope */
  async findForChange(tx: Tx, id: string, scope: Scope): Promise<Unit> {
    // not FOR UPDATE: that would hold up every worker being added to the unit
    await tx.query(`select 1 from unit where id = $1 for no key update`, [id]);
    const unit = await tx.em.findOne(Unit, { id });
    if (!unit || !covers(scope, unit.path)) throw fail('NOT_FOUND');
    return unit;
  }

  /** @throws UNIT_CODE_TAKEN */
  async insert(tx: Tx, unit: Unit): Promise<UnitStateV1[]> {
    try {
      tx.em.persist(unit);
      await tx.em.flush();
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw fail('UNIT_CODE_TAKEN', { code: unit.code });
      throw error;
    }
    return this.states(tx, [unit.id]);
  }

  /** Writes the change down and raises the revision. */
  async update(tx: Tx, unit: Unit): Promise<UnitStateV1[]> {
    await tx.em.flush();
    await tx.query(`update unit set revision = nextval('unit_revision') where id = $1`, [unit.id]);
    return this.states(tx, [unit.id]);
  }

  /** Locks all that a move touches, in the order in which roster imports lock units too: no deadlocks. */
  async lockForMove(tx: Tx, id: string, parentId: string): Promise<void> {
    await tx.query(`select 1 from unit where path @> array[$1]::uuid[] or id = $2 order by id for no key update`, [
      id,
      parentId,
    ]);
  }

  /** Hangs a unit with everything below it under another parent, in one statement. Plan: bitmap scan on unit_path. */
  async move(tx: Tx, unit: Unit, parent: Unit): Promise<UnitStateV1[]> {
    const rows = await tx.query<{ state: UnitStateV1 }>(
      `update unit u
          set path = $2::uuid[] || u.path[$3::int:],
              parent_id = case when u.id = $1 then $4::uuid else u.parent_id end,
              revision = nextval('unit_revision')
        where u.path @> array[$1]::uuid[]
       returning ${unitStateSql('u')} as state`,
      [unit.id, parent.path, unit.path.length, parent.id],
    );
    return rows.map((row) => row.state);
  }

  /**
   * Makes every path agree with the parents, and raises the revision of those that did not. The caller holds the
   * tree. Measured: 45,000 units in some 0.2 s.
   */
  async repairPaths(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `with recursive tree as (
         select id, array[id] as path from unit where parent_id is null
         union all
         select u.id, t.path || u.id from unit u join tree t on u.parent_id = t.id)
       update unit u set path = t.path, revision = nextval('unit_revision')
         from tree t where t.id = u.id and u.path <> t.path
       returning u.id`,
    );
    return rows.map((row) => row.id);
  }

  async states(tx: Tx, ids: readonly string[]): Promise<UnitStateV1[]> {
    const rows = await tx.query<{ state: UnitStateV1 }>(
      `select ${unitStateSql('u')} as state from unit u where u.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => row.state);
  }
}
