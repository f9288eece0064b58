import type { Type } from '@nestjs/common';

/** The routes that lead to the content service. */
export const contentControllers: Type<object>[] = [];
