import { jest } from '@jest/globals';
import { getMetadataStorage, IsInt, IsString, MinLength, validateSync, ValidateNested } from 'class-validator';
import { rememberValidation } from './remember-validation.js';

class Named {
  @IsString() name: unknown;
}
class Aged extends Named {
  @IsInt() age: unknown;
  @MinLength(2, { groups: ['strict'] }) note: unknown;
}

const wrong = (value: object, groups: string[] = []): string[] =>
  validateSync(value, groups.length > 0 ? { groups } : {}).map(({ property }) => property);
const filled = <T extends object>(type: new () => T, values: Partial<T>): T => Object.assign(new type(), values);

describe('remembered validation', () => {
  const storage = getMetadataStorage();
  let walks: jest.SpiedFunction<Map<unknown, unknown>['entries']>;
  beforeAll(() => {
    walks = jest.spyOn(storage['validationMetadatas' as never], 'entries');
    rememberValidation();
  });
  afterAll(() => walks.mockRestore());

  it('says the same as before, inherited rules included, the second time as the first', () => {
    for (const time of ['first', 'second']) {
      expect(wrong(filled(Aged, { name: 1, age: 'x', note: 'long' }))).toEqual(['age', 'name']);
      expect(wrong(filled(Aged, { name: '王', age: 40, note: 'long' }))).toEqual([]);
      expect([time, wrong(filled(Named, { name: 1 }))]).toEqual([time, ['name']]);
    }
  });

  it('keeps groups apart', () => {
    expect(wrong(filled(Aged, { name: '王', age: 40, note: 'x' }), ['strict'])).toEqual(['note']);
  });

  it('looks through the classes once for each class', () => {
    class Fresh extends Named {
      @IsInt() size: unknown;
    }
    walks.mockClear();
    for (let i = 0; i < 10; i++) expect(wrong(filled(Fresh, { name: '王', size: i }))).toEqual([]);
    expect(walks).toHaveBeenCalledTimes(1);
  });

  it('remembers those of nested objects too', () => {
    class Inner {
      @IsInt() size: unknown;
    }
    class Outer {
      @ValidateNested() inner: unknown;
    }
    const outer = (size: unknown) => filled(Outer, { inner: filled(Inner, { size }) });
    walks.mockClear();
    for (let i = 0; i < 10; i++) expect(wrong(outer(i))).toEqual([]);
    expect(wrong(outer('large'))).toEqual(['inner']);
    expect(walks).toHaveBeenCalledTimes(2);
  });
});
