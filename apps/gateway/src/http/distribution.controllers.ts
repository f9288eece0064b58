import type { Type } from '@nestjs/common';

/** The routes that lead to the distribution service. */
export const distributionControllers: Type<object>[] = [];
