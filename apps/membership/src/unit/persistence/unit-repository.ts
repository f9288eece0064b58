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

  /** For work that goes through much of the tree: 30 s a statement instead of five. */
  async allowLongStatements(tx: Tx): Promise<void> {
    await tx.query(`set local statement_timeout = '30s'`);
  }

  /**
   * Locks units and all that is below some of them in the order in which roster imports lock units too: no deadlocks.
   * Not FOR UPDATE: that would hold up every worker being added.
   */
  async lockUnits(tx: Tx, ids: readonly string[], withAllBelow: readonly string[] = []): Promise<void> {
    await tx.query(
      `select 1 from unit where id = any($1::uuid[]) or path && $2::uuid[] order by id for no key update`,
      [ids, withAllBelow],
    );
  }

  /** @throws NOT_FOUND for a unit that is not there or not in the scope */
  async findForChange(tx: Tx, id: string, scope: Scope): Promise<Unit> {
    const [unit] = await this.findAllForChange(tx, [id], scope);
    return unit as Unit;
  }

  /** In the order of the ids. @throws NOT_FOUND when one is not there or not in the scope */
  async findAllForChange(tx: Tx, ids: readonly string[], scope: Scope): Promise<Unit[]> {
    await this.lockUnits(tx, ids);
    const found = await tx.em.find(Unit, { id: { $in: [...ids] } }, { refresh: true });
    return ids.map((id) => {
      const unit = found.find((one) => one.id === id);
      if (!unit || !covers(scope, unit.path)) throw fail('NOT_FOUND');
      return unit;
    });
  }

  /** Opens them. @throws UNIT_CODE_TAKEN UNIT_CREDIT_CODE_TAKEN */
  async insert(tx: Tx, units: readonly { unit: Unit; initials: string }[]): Promise<void> {
    for (const { unit } of units) tx.em.persist(unit);
    await this.flush(
      tx,
      units.map(({ unit }) => unit),
    );
    await this.keepInitials(
      tx,
      units.map(({ unit, initials }) => ({ id: unit.id, initials })),
    );
  }

  /** Writes a change of one unit's own data down and raises the revision. @throws UNIT_CREDIT_CODE_TAKEN */
  async update(tx: Tx, unit: Unit): Promise<void> {
    await this.flush(tx, [unit]);
    await tx.query(`update unit set revision = nextval('unit_revision') where id = $1`, [unit.id]);
  }

  /** Initials are for searching only and raise no revision. */
  async keepInitials(tx: Tx, units: readonly { id: string; initials: string }[]): Promise<void> {
    await tx.query(
      `update unit u set initials = i.initials from unnest($1::uuid[], $2::text[]) as i (id, initials) where u.id = i.id`,
      [units.map((unit) => unit.id), units.map((unit) => unit.initials)],
    );
  }

  /** Plan: unit_without_initials. */
  async withoutInitials(tx: Tx, limit: number): Promise<{ id: string; name: string; shortName: string }[]> {
    return tx.query(
      `select id, name, short_name as "shortName" from unit where initials = ''
        order by id limit $1 for no key update skip locked`,
      [limit],
    );
  }

  /**
   * Hangs each of the units, with everything below it, under its new parent, in one statement; gives all whose path is
   * another now. Neither may a new parent be below one that moves. Plan: bitmap scan on unit_path per branch.
   */
  async moveBranches(tx: Tx, branches: readonly { id: string; parentId: string }[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `update unit u
          set path = p.path || u.path[cardinality(b.path):],
              parent_id = case when u.id = b.id then p.id else u.parent_id end,
              revision = nextval('unit_revision')
         from unnest($1::uuid[], $2::uuid[]) as m (id, parent_id)
         join unit b on b.id = m.id
         join unit p on p.id = m.parent_id
        where u.path @> array[b.id]
       returning u.id`,
      [branches.map((branch) => branch.id), branches.map((branch) => branch.parentId)],
    );
    return rows.map((row) => row.id);
  }

  async dissolve(tx: Tx, gone: readonly { from: string; to: string | null }[]): Promise<void> {
    await tx.query(
      `update unit u set status = 'DISSOLVED', successor_id = g.successor, revision = nextval('unit_revision')
         from unnest($1::uuid[], $2::uuid[]) as g (id, successor) where u.id = g.id`,
      [gone.map(({ from }) => from), gone.map(({ to }) => to)],
    );
  }

  /** The active units directly below. */
  async childrenOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; parentId: string }[]> {
    return tx.query(
      `select id, parent_id as "parentId" from unit where parent_id = any($1::uuid[]) and status = 'ACTIVE'`,
      [ids],
    );
  }

  async states(tx: Tx, ids: readonly string[]): Promise<UnitStateV1[]> {
    const rows = await tx.query<{ state: UnitStateV1 }>(
      `select ${unitStateSql('u')} as state from unit u where u.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => row.state);
  }

  private async flush(tx: Tx, units: readonly Unit[]): Promise<void> {
    try {
      await tx.em.flush();
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      const byCreditCode = /unit_credit_code/.test(String(error));
      if (!byCreditCode) throw fail('UNIT_CODE_TAKEN', { code: units.map((unit) => unit.code).join(', ') });
      throw fail('UNIT_CREDIT_CODE_TAKEN', { creditCode: units.map((unit) => unit.creditCode ?? '').join(', ') });
    }
  }
}
