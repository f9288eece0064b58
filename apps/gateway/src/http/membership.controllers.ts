import type { Type } from '@nestjs/common';

/** The routes that lead to the membership service. */
export const membershipControllers: Type<object>[] = [];
