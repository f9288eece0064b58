import type { ErrorCatalogue } from './catalogue.js';

export const distributionErrors = {} as const satisfies ErrorCatalogue;
