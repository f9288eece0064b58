import type { Device, OpenedSession, SessionMethod } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { MembershipConfig } from '../../membership-config.js';
import { mustEnrol } from '../domain/must-enrol.js';
import { SESSION_LIFETIME } from '../domain/session-lifetime.js';
import { newSessionToken } from '../domain/session-token.js';
import { SessionRepository } from '../persistence/session-repository.js';

export interface Admitted {
  accountId: string;
  kind: 'STAFF' | 'WORKER';
  displayName: string;
  method: SessionMethod;
  device: Device | undefined;
}

/** Opens the session of somebody who has shown who they are. */
@Injectable()
export class Admit {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
    private readonly config: MembershipConfig,
  ) {}

  async run(tx: Tx, { accountId, kind, displayName, method, device = 'UNKNOWN' }: Admitted): Promise<OpenedSession> {
    const token = newSessionToken();
    const hasSecondFactor = method === 'SECOND_FACTOR' || method === 'RECOVERY_CODE';
    const { hours } = SESSION_LIFETIME[kind];
    const { sessionId, expiresAt } = await this.sessions.open(tx, {
      ...{ accountId, token, hours, method, device, hasSecondFactor },
    });
    const opened: OpenedSession = { token, expiresAt, kind, displayName };
    if (kind === 'WORKER') return opened;
    const appointments = await this.sessions.placesOf(tx, accountId);
    await this.audit.record(tx, {
      actor: { kind, accountId },
      action: 'session.opened',
      unitId: appointments[0]?.unitId ?? null,
      subjectIds: [sessionId],
      detail: { method },
    });
    return mustEnrol(this.config.SECOND_FACTOR, hasSecondFactor, appointments)
      ? { ...opened, mustEnrol: true }
      : opened;
  }
}
