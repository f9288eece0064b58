import type { Type } from '@nestjs/common';
import { PostProgressController } from './desk/post-progress.controller.js';
import { RelaysController } from './desk/relays.controller.js';
import { InboxController } from './worker/inbox.controller.js';

/** The routes that lead to the distribution service. */
export const distributionControllers: Type<object>[] = [RelaysController, PostProgressController, InboxController];
