import {
  type Actor,
  Appoint,
  AppointRequest,
  Dismiss,
  DismissRequest,
  requireScope,
  UnitAppointments,
  UnitIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { PasswordHasher } from '../../account/application/password-hasher.js';
import { PasswordPolicy } from '../../account/application/password-policy.js';
import { AppointStaff } from '../application/appoint-staff.js';
import { DismissStaff } from '../application/dismiss-staff.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';

@Controller()
export class AppointmentRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly reader: AppointmentReader,
    private readonly appointStaff: AppointStaff,
    private readonly dismissStaff: DismissStaff,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
  ) {}

  @RpcHandler(UnitAppointments)
  async list(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    return { items: await this.reader.ofUnit(requireScope(actor, 'appointment.manage'), dto.unitId), next: null };
  }

  @RpcHandler(Appoint)
  async appoint(@Payload() dto: AppointRequest, @CurrentActor() actor: Actor) {
    requireScope(actor, 'appointment.manage'); // before the costly hash
    if (dto.password !== undefined) {
      this.policy.check(dto.password, { kind: 'STAFF', names: [dto.login, dto.displayName ?? null] });
    }
    const hash = dto.password === undefined ? null : await this.hasher.hash(dto.password);
    // the password stays out of what is remembered of the request
    const { unitId, role, login, displayName } = dto;
    return this.commands.run(Appoint.subject, { unitId, role, login, displayName }, (tx) =>
      this.appointStaff.run(tx, actor, dto, hash),
    );
  }

  @RpcHandler(Dismiss)
  dismiss(@Payload() dto: DismissRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(Dismiss.subject, dto, (tx) => this.dismissStaff.run(tx, actor, dto.appointmentId));
  }
}
