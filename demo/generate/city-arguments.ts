import { parseArgs } from 'node:util';
import { checkCitySize, type CitySize, CityRequestError } from './city-size.js';

export interface CityArguments {
  readonly size: CitySize;
  readonly out: string;
}

export const USAGE = 'npm run city -- --workers 12000 --unions 120 --seed 1 --out <folder>';

/** Throws CityRequestError with one sentence that says what is wrong. */
export function readCityArguments(given: readonly string[]): CityArguments {
  const values = parse(given);
  const number = (name: 'workers' | 'unions' | 'seed'): number => {
    const text = values[name];
    if (!/^\d+$/.test(text)) throw new CityRequestError(`--${name} must be a whole number, not "${text}".`);
    return Number(text);
  };
  const size = { seed: number('seed'), unions: number('unions'), workers: number('workers') };
  checkCitySize(size);
  if (!values.out) throw new CityRequestError('--out must name the folder to write into.');
  return { size, out: values.out };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        workers: { type: 'string', default: '12000' },
        unions: { type: 'string', default: '120' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // parseArgs throws only errors of its own, whose first sentence says it all.
    const [sentence] = (error as Error).message.split(/\n|\. /);
    throw new CityRequestError(`${sentence?.replace(/\.$/, '')}.`, { cause: error });
  }
}
