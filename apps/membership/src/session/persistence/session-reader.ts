import { type Actor, DEVICE_NAMES, SESSION_METHOD_NAMES, type SessionView } from '@guantong/contracts';
import { Database, isoTime } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { actingAppointmentsSql } from '../../appointment/persistence/acting-sql.js';
import { MembershipConfig } from '../../membership-config.js';
import { secondaryPlacesSql } from '../../membership-place/persistence/mirrored-worker-sql.js';
import { mustEnrol } from '../domain/must-enrol.js';
import { SEEN_EVERY_MINUTES, SESSION_LIFETIME } from '../domain/session-lifetime.js';
import { hashOfToken } from '../domain/session-token.js';

interface ResolvedRow {
  sessionId: string;
  accountId: string;
  kind: 'STAFF' | 'WORKER';
  appointments: Actor['appointments'];
  workerId: string | null;
  unitId: string | null;
  slot: number | null;
  hasSecondFactor: boolean;
  secondary: { unitId: string; slot: number }[];
  unseen: boolean;
}

@Injectable()
export class SessionReader {
  constructor(
    private readonly database: Database,
    private readonly config: MembershipConfig,
  ) {}

  /**
   * Who a token stands for, now; undefined when it is not good. Asked at nearly every request: one statement, five
   * index look-ups by key (session token, account, worker, other unions, appointments of the account).
   */
  async resolve(token: string): Promise<Actor | undefined> {
    const [row] = await this.database.hotQuery<ResolvedRow>(
      'session-resolve',
      `select s.id as "sessionId", a.id as "accountId", a.kind, w.id as "workerId", w.unit_id as "unitId", w.slot,
              ${secondaryPlacesSql('w')} as secondary, s.second_factor as "hasSecondFactor",
              s.last_seen_at < now() - make_interval(mins => ${SEEN_EVERY_MINUTES}) as unseen,
              case when a.kind = 'STAFF' then ${actingAppointmentsSql('a.id')} else '[]' end as appointments
         from session s
         join account a on a.id = s.account_id and a.status = 'ACTIVE'
         left join worker w on w.id = a.worker_id and w.status = 'ACTIVE'
        where s.token_hash = $1 and s.ended_at is null and s.expires_at > now()`,
      [hashOfToken(token)],
    );
    if (!row) return undefined;
    const worker =
      row.workerId && row.unitId && row.slot !== null
        ? {
            ...{ id: row.workerId, unitId: row.unitId, slot: row.slot },
            // the actor travels with every question: most workers have none, so that nothing is said then
            ...(row.secondary.length > 0 && { secondary: row.secondary }),
          }
        : null;
    if (row.kind === 'WORKER' && !worker) return undefined; // has left the union
    if (row.unseen) await this.seen(row.sessionId, row.kind);
    const { kind, accountId, sessionId, appointments } = row;
    if (kind === 'STAFF' && mustEnrol(this.config.SECOND_FACTOR, row.hasSecondFactor, appointments)) {
      return { kind, accountId, sessionId, appointments: [], worker, mustEnrol: true };
    }
    return { kind, accountId, sessionId, appointments, worker };
  }

  async ofAccount(accountId: string, current: string | null): Promise<SessionView[]> {
    const rows = await this.database.query<Omit<SessionView, 'current' | 'methodName' | 'deviceName'>>(
      `select id as "sessionId", method, device, opened_at as "openedAt", last_seen_at as "lastSeenAt",
              expires_at as "expiresAt"
         from session where account_id = $1 and ended_at is null and expires_at > now() order by id desc limit 100`,
      [accountId],
    );
    return rows.map((row) => ({
      ...row,
      methodName: SESSION_METHOD_NAMES[row.method].zh,
      deviceName: DEVICE_NAMES[row.device].zh,
      openedAt: isoTime(row.openedAt),
      lastSeenAt: isoTime(row.lastSeenAt),
      expiresAt: isoTime(row.expiresAt),
      current: row.sessionId === current,
    }));
  }

  private async seen(sessionId: string, kind: 'STAFF' | 'WORKER'): Promise<void> {
    const { hours, limitHours } = SESSION_LIFETIME[kind];
    await this.database.query(
      `update session set last_seen_at = now(),
              expires_at = greatest(expires_at, least(now() + make_interval(hours => $2), opened_at + make_interval(hours => $3)))
        where id = $1 and ended_at is null`,
      [sessionId, hours, limitHours],
    );
  }
}
