import type { Type } from '@nestjs/common';
import { DeskAttachmentsController } from './desk/attachments.controller.js';
import { DeskCaseStepsController } from './desk/case-steps.controller.js';
import { CaseTermsController } from './desk/case-terms.controller.js';
import { DeskCasesController } from './desk/cases.controller.js';
import { OpenAttachmentsController } from './open/attachments.controller.js';
import { OpenCasesController } from './open/cases.controller.js';
import { WorkerAttachmentsController } from './worker/attachments.controller.js';
import { WorkerCaseStepsController } from './worker/case-steps.controller.js';
import { WorkerCasesController } from './worker/cases.controller.js';

/** The routes that lead to the feedback service. */
export const feedbackControllers: Type<object>[] = [
  WorkerCasesController,
  WorkerCaseStepsController,
  WorkerAttachmentsController,
  OpenCasesController,
  OpenAttachmentsController,
  DeskCasesController,
  DeskCaseStepsController,
  CaseTermsController,
  DeskAttachmentsController,
];
