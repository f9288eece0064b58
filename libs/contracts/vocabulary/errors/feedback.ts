import type { ErrorCatalogue } from './catalogue.js';

export const feedbackErrors = {} as const satisfies ErrorCatalogue;
