import type { Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface NewDeputy {
  appointmentId: string;
  accountId: string;
  startsAt: string | undefined;
  endsAt: string;
  reason: string | undefined;
  namedBy: string | null;
}

export interface Cover {
  id: string;
  accountId: string;
  appointmentId: string;
  /** The appointment that is covered. */
  holderId: string;
  unitId: string;
  role: Role;
  path: string[];
}

@Injectable()
export class DeputyRepository {
  async name(tx: Tx, deputy: NewDeputy): Promise<string> {
    const id = newId();
    await tx.query(
      `insert into deputy_cover (id, appointment_id, account_id, starts_at, ends_at, reason, named_by)
       values ($1, $2, $3, coalesce($4::timestamptz, clock_timestamp()), $5, $6, $7)`,
      [
        id,
        deputy.appointmentId,
        deputy.accountId,
        deputy.startsAt ?? null,
        deputy.endsAt,
        deputy.reason ?? null,
        deputy.namedBy,
      ],
    );
    return id;
  }

  async find(tx: Tx, deputyId: string): Promise<Cover | undefined> {
    const [row] = await tx.query<Cover>(
      `select d.id, d.account_id as "accountId", p.id as "appointmentId", p.account_id as "holderId",
              p.unit_id as "unitId", p.role, u.path
         from deputy_cover d join appointment p on p.id = d.appointment_id join unit u on u.id = p.unit_id
        where d.id = $1 for no key update of d`,
      [deputyId],
    );
    return row;
  }

  /** Now, or never begun. False when it has ended already. */
  async end(tx: Tx, deputyId: string, by: string | null): Promise<boolean> {
    const ended = await tx.query(
      `update deputy_cover set ends_at = greatest(clock_timestamp(), starts_at), ended_by = $2
        where id = $1 and ends_at > clock_timestamp() returning 1`,
      [deputyId, by],
    );
    return ended.length === 1;
  }

  /** Ends every cover that the account gives; those of its own appointments end with these. */
  async endAllBy(tx: Tx, accountId: string, by: string | null): Promise<void> {
    await tx.query(
      `update deputy_cover set ends_at = greatest(clock_timestamp(), starts_at), ended_by = $2
        where account_id = $1 and ends_at > clock_timestamp()`,
      [accountId, by],
    );
  }
}
