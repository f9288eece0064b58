import type { Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { ExistingUnit, PlannedUnit } from '../domain/plan-unit-import.js';

/** Rows written by one statement. */
const AT_ONCE = 2000;

/** A file of units, set by set. */
@Injectable()
export class UnitImportRepository {
  async existing(tx: Tx, scope: Scope, codes: readonly string[]): Promise<Map<string, ExistingUnit>> {
    const rows = await tx.query<ExistingUnit>(
      `select u.id, u.code, u.tier, u.kind, u.name, u.short_name as "shortName", u.address, u.parent_id as "parentId",
              u.path, ${scopeSql('u.id', 'u.path', 2)} as "inScope", u.status = 'ACTIVE' as "isActive",
              u.credit_code as "creditCode", u.contact_name as "contactName"
         from unit u where u.code = any($1::text[])`,
      [codes, ...scopeValues(scope)],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Which active units bear these credit codes. */
  async bearers(tx: Tx, creditCodes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; creditCode: string }>(
      `select id, credit_code as "creditCode" from unit where status = 'ACTIVE' and credit_code = any($1::text[])`,
      [creditCodes],
    );
    return new Map(rows.map((row) => [row.creditCode, row.id]));
  }

  /** Parents must come before their children. */
  async open(tx: Tx, units: readonly (PlannedUnit & { initials: string })[]): Promise<void> {
    for (let from = 0; from < units.length; from += AT_ONCE) {
      const part = units.slice(from, from + AT_ONCE);
      // a path goes as one text: arrays of arrays must all be of one length
      await tx.query(
        `insert into unit (id, code, tier, kind, name, short_name, parent_id, path, address, credit_code, initials)
         select n.id, n.code, n.tier, n.kind, n.name, n.short_name, n.parent_id, n.path::uuid[], n.address, n.credit_code,
                n.initials
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[],
                     $10::text[], $11::text[])
             as n (id, code, tier, kind, name, short_name, parent_id, path, address, credit_code, initials)`,
        [
          part.map((u) => u.id),
          part.map((u) => u.code),
          part.map((u) => u.tier),
          part.map((u) => u.kind),
          part.map((u) => u.name),
          part.map((u) => u.shortName),
          part.map((u) => u.parentId),
          part.map((u) => `{${u.path.join(',')}}`),
          part.map((u) => u.address),
          part.map((u) => u.creditCode),
          part.map((u) => u.initials),
        ],
      );
    }
  }

  /** New names have their initials worked out later. */
  async change(tx: Tx, units: readonly PlannedUnit[]): Promise<void> {
    for (let from = 0; from < units.length; from += AT_ONCE) {
      const part = units.slice(from, from + AT_ONCE);
      await tx.query(
        `update unit u set name = n.name, short_name = n.short_name, kind = n.kind, address = n.address,
                credit_code = coalesce(n.credit_code, u.credit_code), parent_id = n.parent_id,
                initials = case when (u.name, u.short_name) = (n.name, n.short_name) then u.initials else '' end,
                revision = nextval('unit_revision')
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[])
             as n (id, name, short_name, kind, address, parent_id, credit_code)
          where u.id = n.id`,
        [
          part.map((u) => u.id),
          part.map((u) => u.name),
          part.map((u) => u.shortName),
          part.map((u) => u.kind),
          part.map((u) => u.address),
          part.map((u) => u.parentId),
          part.map((u) => u.creditCode),
        ],
      );
    }
  }
}
