/**
 * One decorator per kind of field. Each says at once what is checked (class-validator), how it is converted
 * (class-transformer) and what the OpenAPI document shows, so that the three cannot drift apart. The document is made by
 * the gateway alone: what it shows of a field is only noted here, so that no other service loads what draws it.
 */
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

interface FieldOptions {
  /** What it means, its unit, its bound. Shown in the OpenAPI document. */
  about?: string;
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  example?: unknown;
}

/** The JSON schema of a field, as far as fields have one; a `type` of another class is a function, as that may come later. */
export interface FieldSchema {
  type: string | (() => new () => object);
  isArray?: boolean;
  items?: FieldSchema;
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: boolean | { type: string };
  nullable?: boolean;
  description?: string;
  example?: unknown;
}

export interface DescribedField {
  target: object;
  property: string | symbol;
  schema: FieldSchema & { required: boolean };
}

const described: DescribedField[] = [];

/** Every field of every class there is, in the order of declaration. */
export const describedFields = (): readonly DescribedField[] => described;

function field(options: FieldOptions, schema: FieldSchema, checks: PropertyDecorator[]): PropertyDecorator {
  const { about, optional = false, nullable = false, example } = options;
  return (target, property) => {
    const shown = {
      ...schema,
      required: !optional,
      ...(about && { description: about }),
      ...(example !== undefined && { example }),
      ...(nullable && { nullable: true }),
    };
    described.push({ target, property, schema: shown });
    if (optional || nullable) IsOptional()(target, property);
    for (const check of checks) check(target, property);
  };
}

/** A UUID. */
export const Id = (o: FieldOptions = {}) => field(o, { type: 'string', format: 'uuid' }, [IsUUID('all')]);

/** Text of `min` to `max` characters (default 1 to 200). */
export const Text = (o: FieldOptions & { min?: number; max?: number; pattern?: RegExp } = {}) => {
  const { min = 1, max = 200, pattern } = o;
  return field(o, { type: 'string', minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) }, [
    IsString(),
    Length(min, max),
    ...(pattern ? [Matches(pattern)] : []),
  ]);
};

/** One of a fixed list of words. */
export const OneOf = (values: readonly string[], o: FieldOptions = {}) =>
  field(o, { type: 'string', enum: [...values] }, [IsIn(values as string[])]);

export const Int = (o: FieldOptions & { min?: number; max?: number } = {}) => {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = o;
  return field(o, { type: 'integer', minimum: min, maximum: max }, [Type(() => Number), IsInt(), Min(min), Max(max)]);
};

export const Decimal = (o: FieldOptions = {}) => field(o, { type: 'number' }, [Type(() => Number), IsNumber()]);

const toBoolean = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);
export const Flag = (o: FieldOptions = {}) =>
  field(o, { type: 'boolean' }, [
    Transform(({ obj, key }) => toBoolean((obj as Record<string, unknown>)[key])),
    IsBoolean(),
  ]);

/** A point in time, ISO 8601 with zone. */
export const Timestamp = (o: FieldOptions = {}) => field(o, { type: 'string', format: 'date-time' }, [IsISO8601()]);

/** A calendar date, YYYY-MM-DD. */
export const CalendarDate = (o: FieldOptions = {}) =>
  field(o, { type: 'string', format: 'date' }, [IsString(), Matches(/^\d{4}-\d{2}-\d{2}$/)]);

/** A length of time, ISO 8601 (PT72H, P7D). Weeks, months and years are not taken: their length varies. */
export const Duration = (o: FieldOptions = {}) =>
  field(o, { type: 'string', format: 'duration' }, [
    IsString(),
    Matches(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/),
  ]);

/** Another of our classes. */
export const Nested = (of: () => new () => object, o: FieldOptions = {}) =>
  field(o, { type: () => of() }, [ValidateNested(), Type(of)]); // swagger knows a lazy type by the name of its function, `type`

/** A list of our classes, at most `max` long. */
export const ListOf = (of: () => new () => object, o: FieldOptions & { min?: number; max?: number } = {}) => {
  const { min = 0, max = 1000 } = o;
  return field(o, { type: () => of(), isArray: true, minItems: min, maxItems: max }, [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    ValidateNested({ each: true }),
    Type(of),
  ]);
};

/** A list of UUIDs. */
export const IdList = (o: FieldOptions & { min?: number; max?: number } = {}) => {
  const { min = 0, max = 1000 } = o;
  return field(o, { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: min, maxItems: max }, [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsUUID('all', { each: true }),
  ]);
};

/** A list of texts of 1 to `length` characters each. */
export const ListOfTexts = (o: FieldOptions & { min?: number; max?: number; length?: number } = {}) => {
  const { min = 0, max = 100, length = 200 } = o;
  const items = { type: 'string', minLength: 1, maxLength: length } as const;
  return field(o, { type: 'array', items, minItems: min, maxItems: max }, [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsString({ each: true }),
    Length(1, length, { each: true }),
  ]);
};

/** A list of words from a fixed list. */
export const ListOfOneOf = (values: readonly string[], o: FieldOptions & { min?: number; max?: number } = {}) => {
  const { min = 0, max = 100 } = o;
  return field(o, { type: 'array', items: { type: 'string', enum: [...values] }, minItems: min, maxItems: max }, [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsIn(values as string[], { each: true }),
  ]);
};

/** An object whose keys are not known beforehand (counts by tier and the like). */
export const Dictionary = (o: FieldOptions & { values?: 'integer' | 'number' | 'string' } = {}) =>
  field(o, { type: 'object', additionalProperties: o.values ? { type: o.values } : true }, [IsObject()]);
