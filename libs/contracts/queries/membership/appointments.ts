import { Id, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { ROLES, type Role } from '../../vocabulary/roles.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';

export const APPOINTMENT_STATES = ['PLANNED', 'IN_FORCE', 'ENDED'] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/** Staff as colleagues see each other. */
export class StaffRef {
  @Id() accountId: string;
  @Text() login: string;
  @Text() displayName: string;
}

/** Somebody who acts with the appointee's powers for a time, such as a holiday. */
export class DeputyView {
  @Id() deputyId: string;
  @Nested(() => StaffRef) deputy: StaffRef;
  @Timestamp() startsAt: string;
  @Timestamp() endsAt: string;
  @Text({ nullable: true }) reason: string | null;
  @OneOf(APPOINTMENT_STATES, { about: 'By the clock of the database' }) state: AppointmentState;
}

export class AppointmentView {
  @Id() appointmentId: string;
  @Id() accountId: string;
  @Text() login: string;
  @Text() displayName: string;
  @Id() unitId: string;
  @Text() unitName: string;
  @OneOf(ROLES) role: Role;
  @Text({ about: 'Chinese' }) roleName: string;
  @Timestamp() startsAt: string;
  @Timestamp({ nullable: true, about: 'null: in force until further notice' }) endsAt: string | null;
  @OneOf(APPOINTMENT_STATES, { about: 'By the clock of the database' }) state: AppointmentState;
  @Nested(() => StaffRef, { nullable: true, about: 'null: the first administrator of the city' })
  appointedBy: StaffRef | null;
  @Text({ nullable: true, about: 'Why they were appointed' }) reason: string | null;
  @Nested(() => StaffRef, { nullable: true, about: 'Who ended it, or set its end' }) endedBy: StaffRef | null;
  @Text({ nullable: true, about: 'Why it ended, or will' }) endReason: string | null;
  @ListOf(() => DeputyView, { about: 'Past, present and planned; the latest first' }) deputies: DeputyView[];
}
export class AppointmentList {
  @ListOf(() => AppointmentView) items: AppointmentView[];
  @Text({ nullable: true }) next: string | null;
}
export class UnitAppointmentList extends AppointmentList {
  @Nested(() => UnitRef, {
    nullable: true,
    about: 'Whose administrators look after this unit now: itself or, when it has none, the nearest above that has',
  })
  lookedAfterBy: UnitRef | null;
}

const REASON = { min: 1, max: 200, optional: true };

export class AppointRequest {
  @Id() unitId: string;
  @OneOf(ROLES) role: Role;
  @Text({ min: 3, max: 50, pattern: /^[A-Za-z0-9][A-Za-z0-9_.@-]*$/ }) login: string;
  @Text({ max: 50, optional: true, about: 'Name of the person; needed for a new account' }) displayName?: string;
  @Text({
    min: 12,
    max: 200,
    optional: true,
    about:
      'First password of a new account, without effect on one that exists. Without it the person sets their own, with an invitation code.',
  })
  password?: string;
  @Timestamp({ optional: true, about: 'Default: now. Not in the past' }) startsAt?: string;
  @Timestamp({ optional: true, about: 'Default: until further notice' }) endsAt?: string;
  @Text({ ...REASON, about: 'Why, e.g. the decision it rests on' }) reason?: string;
}
/** Gives an account a role at a unit, making the account if it is new. Again the same: nothing changes. */
export const Appoint = defineCommand<AppointmentView>()('membership.appointment.appoint', AppointRequest);

export class DismissBody {
  @Text({ ...REASON, about: 'Why' }) reason?: string;
}
export class DismissRequest extends DismissBody {
  @Id() appointmentId: string;
}
/** At once; one that has not begun is called off. */
export const Dismiss = defineCommand<AppointmentView>()('membership.appointment.dismiss', DismissRequest);

export class ChangeTermBody {
  @Timestamp({ nullable: true, about: 'In the future; null: until further notice' }) endsAt: string | null;
  @Text({ ...REASON, about: 'Why' }) reason?: string;
}
export class ChangeTermRequest extends ChangeTermBody {
  @Id() appointmentId: string;
}
/** Sets, moves or takes away the end of an appointment that has not ended. */
export const ChangeTerm = defineCommand<AppointmentView>()('membership.appointment.change-term', ChangeTermRequest);

export class NameDeputyBody {
  @Text({ min: 3, max: 50, about: 'Log-in name of the deputy, who has an account already' }) login: string;
  @Timestamp({ optional: true, about: 'Default: now' }) startsAt?: string;
  @Timestamp({ about: 'At most a year later' }) endsAt: string;
  @Text({ ...REASON, about: 'Why, e.g. annual leave' }) reason?: string;
}
export class NameDeputyRequest extends NameDeputyBody {
  @Id() appointmentId: string;
}
export const NameDeputy = defineCommand<AppointmentView>()('membership.appointment.name-deputy', NameDeputyRequest);

export class EndDeputyRequest {
  @Id() deputyId: string;
}
/** Ends the cover now; one that has not begun is called off. */
export const EndDeputy = defineCommand<AppointmentView>()('membership.appointment.end-deputy', EndDeputyRequest);

export class UnitAppointmentsQuery extends PageQuery {
  @Id() unitId: string;
  @OneOf(APPOINTMENT_STATES, { optional: true, about: 'Default: in force' }) state?: AppointmentState;
}
/** The staff of one unit, within the actor's `appointment.manage` scope. */
export const UnitAppointments = defineQuery<UnitAppointmentList>()(
  'membership.appointment.list',
  UnitAppointmentsQuery,
);

export class AccountAppointmentsQuery extends PageQuery {
  @Id() accountId: string;
}
/** All that an account ever held at units within the actor's `appointment.manage` scope, the latest first. */
export const AccountAppointments = defineQuery<AppointmentList>()(
  'membership.appointment.of-account',
  AccountAppointmentsQuery,
);
