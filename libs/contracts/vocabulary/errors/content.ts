import type { ErrorCatalogue } from './catalogue.js';

export const contentErrors = {} as const satisfies ErrorCatalogue;
