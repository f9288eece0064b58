import type { Type } from '@nestjs/common';
import { ApiTokensController } from './desk/api-tokens.controller.js';
import { AppointmentsController } from './desk/appointments.controller.js';
import { DutyShiftsController } from './desk/duty-shifts.controller.js';
import { DeskMeController } from './desk/me.controller.js';
import { RosterImportsController } from './desk/roster-imports.controller.js';
import { SecondFactorController } from './desk/second-factor.controller.js';
import { StaffAccountsController } from './desk/staff-accounts.controller.js';
import { UnitImportsController } from './desk/unit-imports.controller.js';
import { UnitsController } from './desk/units.controller.js';
import { DeskWorkersController } from './desk/workers.controller.js';
import { InvitationsController } from './open/invitations.controller.js';
import { OpenUnitsController } from './open/units.controller.js';
import { WorkerMeController } from './worker/me.controller.js';

/** The routes that lead to the membership service. */
export const membershipControllers: Type<object>[] = [
  UnitsController,
  DeskWorkersController,
  RosterImportsController,
  UnitImportsController,
  AppointmentsController,
  DutyShiftsController,
  DeskMeController,
  SecondFactorController,
  StaffAccountsController,
  ApiTokensController,
  WorkerMeController,
  OpenUnitsController,
  InvitationsController,
];
