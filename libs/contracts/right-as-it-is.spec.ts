import { plainToInstance } from 'class-transformer';
import { IsString, validateSync } from 'class-validator';
import * as fc from 'fast-check';
import {
  describedFields,
  type FieldSchema,
  Flag,
  Id,
  Int,
  type MirroredWorker,
  rightAsItIs,
  Text,
  WorkersChangedV1,
} from './index.js';

type Class = new () => object;
/** Every class that is made of our fields: events, questions, answers. */
const CLASSES = [...new Set(describedFields().map(({ target }) => target.constructor as Class))];

/** Mostly what the field takes, sometimes at its bounds, sometimes just beyond them or of another kind. */
function valueOf(schema: FieldSchema, depth = 0): fc.Arbitrary<unknown> {
  const { type, items, format, enum: words, minimum = 0, maximum = 10, minLength = 0, maxLength = 10 } = schema;
  const list = (one: fc.Arbitrary<unknown>) =>
    fc.array(one, {
      minLength: Math.max(0, Math.min(schema.minItems ?? 0, 3) - (depth > 2 ? 1 : 0)),
      maxLength: depth > 2 ? 1 : 3,
    });
  if (typeof type === 'function') {
    const one = depth > 3 ? fc.constant({}) : fc.oneof({ weight: 20, arbitrary: plainOf(type(), depth + 1) }, odd);
    return schema.isArray ? list(one) : one;
  }
  if (type === 'array' && items) return list(valueOf(items, depth));
  const right: fc.Arbitrary<unknown>[] = [];
  if (words) right.push(fc.constantFrom(...words));
  else if (format === 'uuid') right.push(fc.uuid());
  else if (format === 'date-time')
    right.push(
      fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
      fc.constant('2026-02-30'),
    );
  else if (type === 'string')
    right.push(fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 20) }));
  else if (type === 'integer')
    right.push(fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, `${minimum}`, minimum + 0.5));
  else if (type === 'number') right.push(fc.double({ noNaN: true, noDefaultInfinity: true }));
  else if (type === 'boolean') right.push(fc.boolean(), fc.constantFrom('true', 'false'));
  else right.push(fc.dictionary(fc.string(), fc.integer()));
  return fc.oneof({ weight: 40, arbitrary: fc.oneof(...right) }, odd);
}

const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, '', 0, -1, 1.5, '1', 'true', {}, [], [null]));

function plainOf(type: Class, depth = 0): fc.Arbitrary<object> {
  const fields = describedFields().filter((f) => f.target === type.prototype || f.target.isPrototypeOf(type.prototype));
  const required = fields.filter(({ schema }) => schema.required).map(({ property }) => String(property));
  const record = Object.fromEntries(fields.map(({ property, schema }) => [property, valueOf(schema, depth)]));
  const strange = fc.constantFrom('__proto__', 'constructor', 'then', 'more');
  return fc.oneof(
    { weight: 20, arbitrary: fc.record(record, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record(record, { requiredKeys: [] }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.record(record), strange, odd)
        .map(
          ([plain, key, value]) =>
            JSON.parse(
              `${JSON.stringify(plain).slice(0, -1)}${fields.length > 0 ? ',' : ''}"${key}":${JSON.stringify(value)}}`,
            ) as object,
        ),
    },
  );
}

/** What the real checks make of it: undefined where they refuse it, or know a field that the class has not. */
function checked(type: Class, plain: unknown): object | undefined {
  const instance = plainToInstance(type, plain) as unknown;
  if (typeof instance !== 'object' || instance === null || Array.isArray(instance)) return undefined;
  const wrong = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  return wrong.length === 0 ? instance : undefined;
}

describe('what is right as it is', () => {
  it('is what the real checks take, and comes out the same: whatever is sent, for every class', () => {
    let right = 0;
    for (const type of CLASSES) {
      fc.assert(
        fc.property(plainOf(type), (plain) => {
          const quick = rightAsItIs(type, structuredClone(plain));
          if (quick === undefined) return;
          right++;
          expect(quick).toStrictEqual(checked(type, plain));
          expect(quick).toBeInstanceOf(type);
        }),
        { numRuns: 30 },
      );
    }
    expect(CLASSES.length).toBeGreaterThan(200);
    expect(right).toBeGreaterThan(CLASSES.length); // or nothing was held against anything
  });

  const worker: MirroredWorker = {
    workerId: '0199b0a0-0000-7000-8000-000000000001',
    unitId: '0199b0a0-0000-7000-8000-000000000002',
    slot: 0,
    sex: 'F',
    birthYear: 1980,
    schooling: 'primary',
    employmentForm: 'migrant',
    hasSmartphone: false,
    status: 'ACTIVE',
    revision: 1,
  };

  it('is every worker that the real checks take without converting anything', () => {
    const places = fc.array(fc.record({ unitId: fc.uuid(), slot: fc.nat(10) }), { maxLength: 3 });
    const workers = fc.array(fc.record({ workerId: fc.uuid(), secondary: fc.option(places, { nil: undefined }) }));
    fc.assert(
      fc.property(workers, (some) => {
        const sent = JSON.stringify({ workers: [worker, ...some.map((one) => ({ ...worker, ...one }))] });
        const plain = JSON.parse(sent) as object;
        expect(rightAsItIs(WorkersChangedV1, plain)).toStrictEqual(checked(WorkersChangedV1, plain));
      }),
    );
  });

  it.each([
    ['a number as a text, which is converted', { slot: '1' }],
    ['a bound that is passed', { birthYear: 1899 }],
    ['a field that is missing', { unitId: undefined }],
    ['an unknown word', { sex: 'X' }],
    ['a field that the class has not', { name: '王' }],
    ['something wrong further in', { secondary: [{ unitId: worker.unitId, slot: -1 }] }],
  ])('is not %s', (_, change) => {
    const plain = JSON.parse(JSON.stringify({ workers: [worker, { ...worker, ...change }] })) as object;
    expect(rightAsItIs(WorkersChangedV1, plain)).toBeUndefined();
  });

  it('is nothing of a class with rules or values of its own that no field tells of', () => {
    class Ruled {
      @Id() id: string;
      @IsString() note: string;
    }
    class Filled {
      @Flag() kind = true;
    }
    class Told {
      @Int() count: number;
    }
    class ToldAnew extends Told {
      @Int({ max: 3 }) declare count: number;
    }
    class Patterned {
      @Text({ pattern: /^a$/i }) letter: string;
    }
    expect(rightAsItIs(Told, { count: 1 })).toStrictEqual(Object.assign(new Told(), { count: 1 }));
    expect(rightAsItIs(Object, {})).toBeUndefined();
    expect(rightAsItIs(Ruled, { id: worker.unitId, note: 'n' })).toBeUndefined();
    expect(rightAsItIs(Filled, { kind: false })).toBeUndefined();
    expect(rightAsItIs(ToldAnew, { count: 1 })).toBeUndefined();
    expect(rightAsItIs(Patterned, { letter: 'a' })).toBeUndefined();
  });
});
