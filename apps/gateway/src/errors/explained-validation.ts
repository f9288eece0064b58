import { fail } from '@guantong/contracts';
import type { FieldProblem } from '@guantong/platform';
import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

/** A field problem that also knows the bounds of the rule, so that people read "1 to 200" and not "wrong length". */
export interface BoundedFieldProblem extends FieldProblem {
  bounds?: readonly (string | number)[];
}

/** The same rules as between services (allow-lists: an unknown field is an error), with bounds for the texts. */
export class ExplainedValidation extends ValidationPipe {
  /** Classes for which "nothing said" has been found to be right. */
  private readonly emptyIsFine = new WeakSet<object>();

  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      validationError: { target: true }, // to look up the bounds; it does not leave this file
      exceptionFactory: (errors) => fail('VALIDATION_FAILED', {}, problemsOf(errors, '')),
    });
  }

  /** Most questions come without a query string. To check again that this is right took 7 % of an inbox's time. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type !== 'query' || !metatype || !isEmpty(value)) return super.transform(value, metadata) as Promise<unknown>;
    if (this.emptyIsFine.has(metatype)) return new metatype();
    const checked: unknown = await super.transform(value, metadata);
    this.emptyIsFine.add(metatype);
    return checked;
  }
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

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
