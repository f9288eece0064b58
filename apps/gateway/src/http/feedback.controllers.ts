import type { Type } from '@nestjs/common';

/** The routes that lead to the feedback service. */
export const feedbackControllers: Type<object>[] = [];
