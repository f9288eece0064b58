import { DomainError, type FieldProblem } from '@guantong/platform';
import type { ErrorText } from './catalogue.js';
import { commonErrors } from './common.js';
import { contentErrors } from './content.js';
import { distributionErrors } from './distribution.js';
import { feedbackErrors } from './feedback.js';
import { gatewayErrors } from './gateway.js';
import { logInErrors } from './log-in.js';
import { membershipErrors } from './membership.js';
import { unitErrors } from './units.js';
import { workerAffairsErrors } from './worker-affairs.js';

export const ERRORS = {
  ...commonErrors,
  ...membershipErrors,
  ...logInErrors,
  ...unitErrors,
  ...workerAffairsErrors,
  ...contentErrors,
  ...distributionErrors,
  ...feedbackErrors,
  ...gatewayErrors,
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** Makes the error for a code: `throw fail('NOT_FOUND')`. */
export const fail = (
  code: ErrorCode,
  params: Record<string, string | number> = {},
  fields: FieldProblem[] = [],
): DomainError => new DomainError(code, params, fields);

/** Status and texts of a code with its parameters filled in; an unknown code reads as INTERNAL. */
export function describeError(code: string, params: Record<string, string | number> = {}): ErrorText {
  const entry: ErrorText = ERRORS[code as ErrorCode] ?? ERRORS.INTERNAL;
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { status: entry.status, zh: fill(entry.zh), en: fill(entry.en) };
}
