import type { Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface NewAppointment {
  accountId: string;
  unitId: string;
  role: Role;
  appointedBy: string | null;
}

@Injectable()
export class AppointmentRepository {
  /** Makes it, unless it is in force already. Gives its id, and whether it is new. */
  async make(
    tx: Tx,
    { accountId, unitId, role, appointedBy }: NewAppointment,
  ): Promise<{ id: string; isNew: boolean }> {
    const id = newId();
    const made = await tx.query(
      `insert into appointment (id, account_id, unit_id, role, appointed_by) values ($1, $2, $3, $4, $5)
       on conflict (account_id, unit_id, role) where ends_at is null do nothing returning 1`,
      [id, accountId, unitId, role, appointedBy],
    );
    if (made.length === 1) return { id, isNew: true };
    const [there] = await tx.query<{ id: string }>(
      `select id from appointment where account_id = $1 and unit_id = $2 and role = $3 and ends_at is null`,
      [accountId, unitId, role],
    );
    return { id: there?.id ?? id, isNew: false };
  }

  /** How many others hold the role at the unit; nobody can take it from or give it to anybody there meanwhile. */
  async othersInRole(tx: Tx, unitId: string, role: Role, accountId: string): Promise<number> {
    await tx.query(`select 1 from unit where id = $1 for no key update`, [unitId]);
    const [row] = await tx.query<{ count: number }>(
      `select count(distinct account_id)::int as count from appointment
        where unit_id = $1 and role = $2 and account_id <> $3 and ends_at is null`,
      [unitId, role, accountId],
    );
    return row?.count ?? 0;
  }

  async end(tx: Tx, appointmentId: string, dismissedBy: string | null): Promise<boolean> {
    const ended = await tx.query(
      `update appointment set ends_at = clock_timestamp(), dismissed_by = $2 where id = $1 and ends_at is null returning 1`,
      [appointmentId, dismissedBy],
    );
    return ended.length === 1;
  }
}
