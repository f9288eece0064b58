import {
  Flag,
  Id,
  Int,
  ListOf,
  Nested,
  OneOf,
  type Role,
  ROLES,
  SecondaryPlace,
  Text,
  Timestamp,
} from '@guantong/contracts';

/** What a person sends to log in. */
export class LogInBody {
  @Text({ max: 100, about: 'Staff: log-in name. Worker: phone or union card number.' })
  login: string;
  @Text({ max: 200, about: 'Password' })
  secret: string;
}

/** The password was right, and a second factor is enrolled: no session yet. */
export class PendingLogIn {
  @Text({ about: 'Send it with the code to /api/open/sessions/second-factor' }) challenge: string;
  @Timestamp() expiresAt: string;
  @Text({ about: 'What to do now; Chinese' }) hint: string;
}

export class SessionAppointment {
  @Id() unitId: string;
  @OneOf(ROLES) role: Role;
}

export class WorkerIdentity {
  @Id({ about: 'Worker id' }) id: string;
  @Id({ about: 'The union the worker belongs to' }) unitId: string;
  @Int({ about: 'Place in the union, from 0' }) slot: number;
  @ListOf(() => SecondaryPlace, { optional: true, about: 'Places in other unions; left out when there are none' })
  secondary?: SecondaryPlace[];
}

/** Who is logged in, and with which appointments, as of at most 3 s ago. */
export class CurrentSession {
  @OneOf(['STAFF', 'WORKER']) kind: 'STAFF' | 'WORKER';
  @Id() accountId: string;
  @ListOf(() => SessionAppointment, { about: 'For staff: the appointments in force' })
  appointments: SessionAppointment[];
  @Nested(() => WorkerIdentity, { nullable: true }) worker: WorkerIdentity | null;
  @Flag({ optional: true, about: 'True: nothing can be done before a second factor is enrolled' }) mustEnrol?: boolean;
}

export class SessionClosed {
  @Flag() closed: true;
}
