import { Id, ListOf, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { ROLES, type Role } from '../../vocabulary/roles.js';
import { UnitIdRequest } from './read-units.js';

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
}
export class AppointmentList {
  @ListOf(() => AppointmentView) items: AppointmentView[];
  @Text({ nullable: true }) next: string | null;
}

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
      'First password of a new account; left out, the person is invited to set one. Without effect on one that exists',
  })
  password?: string;
}
/** Gives an account a role at a unit, making the account if it is new. Again the same: nothing changes. */
export const Appoint = defineCommand<AppointmentView>()('membership.appointment.appoint', AppointRequest);

export class DismissRequest {
  @Id() appointmentId: string;
}
export const Dismiss = defineCommand<AppointmentView>()('membership.appointment.dismiss', DismissRequest);

/** Appointments in force at one unit, within the actor's `appointment.manage` scope. */
export const UnitAppointments = defineQuery<AppointmentList>()('membership.appointment.list', UnitIdRequest);
