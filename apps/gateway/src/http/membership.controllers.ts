import type { Type } from '@nestjs/common';
import { ApiTokensController } from './desk/api-tokens.controller.js';
import { AppointmentsController } from './desk/appointments.controller.js';
import { AuditEntriesController } from './desk/audit-entries.controller.js';
import { CalendarDaysController } from './desk/calendar-days.controller.js';
import { DutyController } from './desk/duty.controller.js';
import { DeskMeController } from './desk/me.controller.js';
import { RosterImportsController } from './desk/roster-imports.controller.js';
import { SecondFactorController } from './desk/second-factor.controller.js';
import { StaffAccountsController } from './desk/staff-accounts.controller.js';
import { UnitImportsController } from './desk/unit-imports.controller.js';
import { UnitsController } from './desk/units.controller.js';
import { DeskWorkersController } from './desk/workers.controller.js';
import { InvitationsController } from './open/invitations.controller.js';
import { UnitChangesController } from './desk/unit-changes.controller.js';
import { DeparturesController } from './desk/departures.controller.js';
import { JoiningsController } from './desk/joinings.controller.js';
import { TransfersController } from './desk/transfers.controller.js';
import { WorkerContactController } from './desk/worker-contact.controller.js';
import { WorkerUnionsController } from './desk/worker-unions.controller.js';
import { OpenJoiningsController } from './open/joinings.controller.js';
import { OpenUnitsController } from './open/units.controller.js';
import { WorkerDataController } from './worker/data.controller.js';
import { WorkerFarewellController } from './worker/farewell.controller.js';
import { WorkerMeController } from './worker/me.controller.js';
import { WorkerTransfersController } from './worker/transfers.controller.js';

/** The routes that lead to the membership service. */
export const membershipControllers: Type<object>[] = [
  UnitsController,
  UnitChangesController,
  DeskWorkersController,
  RosterImportsController,
  UnitImportsController,
  AppointmentsController,
  AuditEntriesController,
  CalendarDaysController,
  DutyController,
  DeskMeController,
  SecondFactorController,
  StaffAccountsController,
  ApiTokensController,
  WorkerMeController,
  WorkerContactController,
  WorkerDataController,
  WorkerFarewellController,
  DeparturesController,
  JoiningsController,
  OpenJoiningsController,
  TransfersController,
  WorkerUnionsController,
  WorkerTransfersController,
  OpenUnitsController,
  InvitationsController,
];
