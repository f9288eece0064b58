import type { FieldProblem } from '@guantong/platform';
import type { ValidationError } from 'class-validator';

/** class-validator's tree of errors as a flat list of `a.b.c` and the rules broken there. */
export function fieldProblems(errors: readonly ValidationError[], prefix = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = prefix ? `${prefix}.${error.property}` : error.property;
    const own = Object.keys(error.constraints ?? {}).map((rule) => ({ field, rule }));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}
