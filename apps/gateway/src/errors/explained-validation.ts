import { fail } from '@guantong/contracts';
import type { FieldProblem } from '@guantong/platform';
import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

/** A field problem that also knows the bounds of the rule, so that people read "1 to 200" and not "wrong length". */
export interface BoundedFieldProblem extends FieldProblem {
  bounds?: readonly (string | number)[];
}

/** The same rules as between services (allow-lists: an unknown field is an error), with bounds for the texts. */
export const explainedValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: true }, // to look up the bounds; it does not leave this file
    exceptionFactory: (errors) => fail('VALIDATION_FAILED', {}, problemsOf(errors, '')),
  });

function problemsOf(errors: readonly ValidationError[], prefix: string): BoundedFieldProblem[] {
  return errors.flatMap((error) => {
    const field = prefix ? `${prefix}.${error.property}` : error.property;
    const rules = Object.keys(error.constraints ?? {});
    const own = rules.map((rule) => ({ field, rule, bounds: boundsOf(error, rule) }));
    return [...firstCause(own), ...problemsOf(error.children ?? [], field)];
  });
}

/** A missing field breaks every rule it has; one is enough to say so. */
function firstCause(problems: BoundedFieldProblem[]): BoundedFieldProblem[] {
  const kind = problems.find((p) =>
    ['isString', 'isInt', 'isArray', 'isBoolean', 'isObject', 'whitelistValidation'].includes(p.rule),
  );
  return kind ? [kind] : problems;
}

function boundsOf(error: ValidationError, rule: string): readonly (string | number)[] {
  const target = error.target?.constructor;
  if (!target) return [];
  const found = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find((m) => m.propertyName === error.property && m.name === rule);
  return (found?.constraints ?? []).flat().filter((bound) => typeof bound === 'string' || typeof bound === 'number');
}
