import { readCityArguments } from './city-arguments.js';
import { CityRequestError } from './city-size.js';

const out = ['--out', 'somewhere'];

describe('the arguments of npm run city', () => {
  it('are read as numbers and a folder', () => {
    expect(readCityArguments(['--workers', '900', '--unions', '10', '--seed', '5', ...out])).toEqual({
      size: { seed: 5, unions: 10, workers: 900 },
      out: 'somewhere',
    });
  });

  it.each([
    [['--workers', 'many', ...out], '--workers must be a whole number, not "many".'],
    [['--unions', '0', ...out], 'unions must be a whole number from 1 to 45000.'],
    [['--workers', '6000000', ...out], 'workers must be a whole number up to 5000000.'],
    [['--workers', '100', ...out], 'workers must be at least 960: 8 for each of 120 unions.'],
    [['--colour', 'red'], "Unknown option '--colour'."],
    [[], '--out must name the folder to write into.'],
  ])('%j are refused with one sentence', (given, sentence) => {
    expect(() => readCityArguments(given)).toThrow(CityRequestError);
    expect(() => readCityArguments(given)).toThrow(sentence);
  });
});
