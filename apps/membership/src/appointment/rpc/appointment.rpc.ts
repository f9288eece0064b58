import {
  AccountAppointments,
  AccountAppointmentsQuery,
  type Actor,
  Appoint,
  AppointRequest,
  ChangeTerm,
  ChangeTermRequest,
  Dismiss,
  DismissRequest,
  EndDeputy,
  EndDeputyRequest,
  NameDeputy,
  NameDeputyRequest,
  requireScope,
  UnitAppointments,
  UnitAppointmentsQuery,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { PasswordHasher } from '../../account/application/password-hasher.js';
import { PasswordPolicy } from '../../account/application/password-policy.js';
import { AppointStaff } from '../application/appoint-staff.js';
import { ChangeTermOfStaff } from '../application/change-term.js';
import { DismissStaff } from '../application/dismiss-staff.js';
import { NameDeputyOfStaff } from '../application/name-deputy.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';

@Controller()
export class AppointmentRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly reader: AppointmentReader,
    private readonly appointStaff: AppointStaff,
    private readonly dismissStaff: DismissStaff,
    private readonly changeTermOf: ChangeTermOfStaff,
    private readonly deputies: NameDeputyOfStaff,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
  ) {}

  @RpcHandler(UnitAppointments)
  async list(@Payload() dto: UnitAppointmentsQuery, @CurrentActor() actor: Actor) {
    const page = await this.reader.ofUnit(requireScope(actor, 'appointment.manage'), dto);
    return { ...page, lookedAfterBy: await this.reader.nearestWith(dto.unitId, 'administrator') };
  }

  @RpcHandler(AccountAppointments)
  ofAccount(@Payload() dto: AccountAppointmentsQuery, @CurrentActor() actor: Actor) {
    return this.reader.ofAccount(requireScope(actor, 'appointment.manage'), dto);
  }

  @RpcHandler(Appoint)
  async appoint(@Payload() dto: AppointRequest, @CurrentActor() actor: Actor) {
    requireScope(actor, 'appointment.manage'); // before the costly hash
    const { password, ...rest } = dto;
    if (password !== undefined) {
      this.policy.check(password, { kind: 'STAFF', names: [dto.login, dto.displayName ?? null] });
    }
    const hash = password === undefined ? null : await this.hasher.hash(password);
    // the password stays out of what is remembered of the request
    return this.commands.run(Appoint.subject, rest, (tx) => this.appointStaff.run(tx, actor, dto, hash));
  }

  @RpcHandler(Dismiss)
  dismiss(@Payload() dto: DismissRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(Dismiss.subject, dto, (tx) => this.dismissStaff.run(tx, actor, dto));
  }

  @RpcHandler(ChangeTerm)
  changeTerm(@Payload() dto: ChangeTermRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(ChangeTerm.subject, dto, (tx) => this.changeTermOf.run(tx, actor, dto));
  }

  @RpcHandler(NameDeputy)
  nameDeputy(@Payload() dto: NameDeputyRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(NameDeputy.subject, dto, (tx) => this.deputies.run(tx, actor, dto));
  }

  @RpcHandler(EndDeputy)
  endDeputy(@Payload() dto: EndDeputyRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(EndDeputy.subject, dto, (tx) => this.deputies.end(tx, actor, dto));
  }
}
