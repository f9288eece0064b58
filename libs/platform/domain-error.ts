/** One field of a request that is wrong, and which rule it breaks (rule name as class-validator has it). */
export interface FieldProblem {
  field: string;
  rule: string;
}

/** What crosses the wire when something expected goes wrong: a stable code, never a text, never a stack. */
export interface ErrorBody {
  code: string;
  /** Values for the placeholders of the code's texts, e.g. `{unit}`. Never personal data. */
  params?: Record<string, string | number>;
  /** For VALIDATION_FAILED only. */
  fields?: FieldProblem[];
}

/**
 * An expected failure. Its code has a status and a Chinese and an English text in the catalogue
 * (`libs/contracts/vocabulary/errors`); throw it through `fail()` from there, which knows the codes.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
    readonly fields: FieldProblem[] = [],
  ) {
    super(code);
  }

  static fromBody(body: ErrorBody): DomainError {
    return new DomainError(body.code, body.params, body.fields);
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      ...(Object.keys(this.params).length > 0 && { params: this.params }),
      ...(this.fields.length > 0 && { fields: this.fields }),
    };
  }
}

export const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
