import type { Type } from '@nestjs/common';
import { AppointmentsController } from './desk/appointments.controller.js';
import { AuditEntriesController } from './desk/audit-entries.controller.js';
import { DutyShiftsController } from './desk/duty-shifts.controller.js';
import { DeskMeController } from './desk/me.controller.js';
import { RosterImportsController } from './desk/roster-imports.controller.js';
import { UnitChangesController } from './desk/unit-changes.controller.js';
import { UnitImportsController } from './desk/unit-imports.controller.js';
import { UnitsController } from './desk/units.controller.js';
import { DeskWorkersController } from './desk/workers.controller.js';
import { DeparturesController } from './desk/departures.controller.js';
import { JoiningsController } from './desk/joinings.controller.js';
import { TransfersController } from './desk/transfers.controller.js';
import { WorkerUnionsController } from './desk/worker-unions.controller.js';
import { OpenJoiningsController } from './open/joinings.controller.js';
import { OpenUnitsController } from './open/units.controller.js';
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
  DutyShiftsController,
  DeskMeController,
  WorkerMeController,
  DeparturesController,
  JoiningsController,
  OpenJoiningsController,
  TransfersController,
  WorkerUnionsController,
  WorkerTransfersController,
  OpenUnitsController,
];
