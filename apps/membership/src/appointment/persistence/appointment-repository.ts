import { fail, LASTING_ROLES, type Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface NewAppointment {
  accountId: string;
  unitId: string;
  role: Role;
  appointedBy: string | null;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  reason?: string | undefined;
}

export interface HeldAppointment {
  id: string;
  accountId: string;
  unitId: string;
  role: Role;
  path: string[];
  ended: boolean;
}

/**
 * Changes of appointments. Whoever changes any at a unit has locked the unit, so that each sees what the other did; and
 * goes by clock_timestamp(), because now() is when the transaction began, before it may have waited for the other.
 */
@Injectable()
export class AppointmentRepository {
  /** Nobody else can change who is appointed at these units until the end of the transaction. */
  async lockUnits(tx: Tx, unitIds: readonly string[]): Promise<void> {
    await tx.query(`select 1 from unit where id = any($1::uuid[]) order by id for no key update`, [unitIds]);
  }

  /** @throws TERM_INVALID unless it begins now or later (a minute's grace for slow clocks) and ends after that. */
  async requireTerm(
    tx: Tx,
    startsAt: string | undefined,
    endsAt: string | undefined,
    most = '100 years',
  ): Promise<void> {
    const [term] = await tx.query<{ fits: boolean }>(
      `select coalesce($1::timestamptz, now()) >= now() - interval '1 minute'
              and ($2::timestamptz is null or ($2 > greatest(coalesce($1::timestamptz, clock_timestamp()), clock_timestamp())
                                               and $2 <= coalesce($1::timestamptz, clock_timestamp()) + $3::interval)) as fits`,
      [startsAt ?? null, endsAt ?? null, most],
    );
    if (!term?.fits) throw fail('TERM_INVALID');
  }

  /**
   * Makes it, unless the very same is there already. Gives its id, and whether it is new. The caller has locked the
   * unit. @throws APPOINTMENT_OVERLAPS
   */
  async make(tx: Tx, a: NewAppointment): Promise<{ id: string; isNew: boolean }> {
    const term = [a.startsAt ?? null, a.endsAt ?? null];
    const there = await tx.query<{ id: string; same: boolean }>(
      `select id, ends_at is not distinct from $5::timestamptz
                  and case when $4::timestamptz is null then starts_at <= clock_timestamp() else starts_at = $4 end as same
         from appointment
        where account_id = $1 and unit_id = $2 and role = $3
          and tstzrange(starts_at, ends_at) && tstzrange(coalesce($4::timestamptz, clock_timestamp()), $5::timestamptz)`,
      [a.accountId, a.unitId, a.role, ...term],
    );
    if (there[0]?.same) return { id: there[0].id, isNew: false };
    if (there.length > 0) throw fail('APPOINTMENT_OVERLAPS');
    const id = newId();
    await tx.query(
      `insert into appointment (id, account_id, unit_id, role, starts_at, ends_at, appointed_by, reason)
       values ($1, $2, $3, $4, coalesce($5::timestamptz, clock_timestamp()), $6, $7, $8)`,
      [id, a.accountId, a.unitId, a.role, ...term, a.appointedBy, a.reason ?? null],
    );
    return { id, isNew: true };
  }

  /** Locks its unit first, so that what is read stays true. @throws NOT_FOUND */
  async hold(tx: Tx, appointmentId: string): Promise<HeldAppointment> {
    const [where] = await tx.query<{ unitId: string }>(`select unit_id as "unitId" from appointment where id = $1`, [
      appointmentId,
    ]);
    if (!where) throw fail('NOT_FOUND');
    await this.lockUnits(tx, [where.unitId]);
    const [row] = await tx.query<HeldAppointment>(
      `select p.id, p.account_id as "accountId", p.unit_id as "unitId", p.role, u.path,
              p.ends_at is not null and p.ends_at <= clock_timestamp() as ended
         from appointment p join unit u on u.id = p.unit_id where p.id = $1`,
      [appointmentId],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  /**
   * Of these appointments: those of a role that must last, whose end at `endsAt` (null: now) would leave the unit with
   * nobody in the role who is there from then on, at least as long as the one who goes would have been. Expects the
   * units locked.
   */
  async lastOnes(tx: Tx, appointmentIds: readonly string[], endsAt: string | null): Promise<{ unitId: string }[]> {
    return tx.query(
      `select p.unit_id as "unitId" from appointment p, (select coalesce($3::timestamptz, clock_timestamp()) as at) gone
        where p.id = any($1::uuid[]) and p.role = any($2)
          and (p.ends_at is null or p.ends_at > gone.at) and p.starts_at <= gone.at
          and not exists (
            select 1 from appointment other join account a on a.id = other.account_id and a.status = 'ACTIVE'
             where other.unit_id = p.unit_id and other.role = p.role and other.account_id <> p.account_id
               and other.starts_at <= gone.at
               and coalesce(other.ends_at, 'infinity') >= coalesce(p.ends_at, 'infinity')
               and coalesce(other.ends_at, 'infinity') > gone.at)`,
      [appointmentIds, LASTING_ROLES, endsAt],
    );
  }

  /** Now; one that has not begun becomes an empty period. False when it has ended already. */
  async end(tx: Tx, appointmentId: string, by: string | null, reason: string | undefined): Promise<boolean> {
    const ended = await tx.query(
      `update appointment set ends_at = greatest(clock_timestamp(), starts_at), dismissed_by = $2, end_reason = $3
        where id = $1 and (ends_at is null or ends_at > clock_timestamp()) returning 1`,
      [appointmentId, by, reason ?? null],
    );
    return ended.length === 1;
  }

  async setEnd(
    tx: Tx,
    id: string,
    endsAt: string | null,
    by: string | null,
    reason: string | undefined,
  ): Promise<void> {
    const set = await tx.query(
      `update appointment set ends_at = $2, dismissed_by = case when $2::timestamptz is null then null else $3::uuid end,
              end_reason = $4
        where id = $1 and ($2::timestamptz is null or $2 > greatest(clock_timestamp(), starts_at)) returning 1`,
      [id, endsAt, by, reason ?? null],
    );
    if (set.length === 0) throw fail('TERM_INVALID');
  }

  /** Whether the account holds the role at the unit some other time that this term would run into. */
  async overlapsAnother(tx: Tx, id: string, endsAt: string | null): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from appointment p join appointment other
           on (other.account_id, other.unit_id, other.role) = (p.account_id, p.unit_id, p.role) and other.id <> p.id
        where p.id = $1 and $2::timestamptz is distinct from p.ends_at
          and tstzrange(p.starts_at, case when $2::timestamptz is not null then greatest($2, p.starts_at) end) && tstzrange(other.starts_at, other.ends_at)`,
      [id, endsAt],
    );
    return rows.length > 0;
  }

  /** What an account holds or will hold, with the paths of the units. */
  async openOf(tx: Tx, accountId: string): Promise<{ id: string; unitId: string; role: Role; path: string[] }[]> {
    return tx.query(
      `select p.id, p.unit_id as "unitId", p.role, u.path from appointment p join unit u on u.id = p.unit_id
        where p.account_id = $1 and (p.ends_at is null or p.ends_at > clock_timestamp()) order by p.unit_id, p.id`,
      [accountId],
    );
  }
}
