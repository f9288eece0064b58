/** `npm run city`: writes an invented city of any size, in the forms unions hold their files. */
import { readCityArguments, USAGE } from './city-arguments.js';
import { CityRequestError } from './city-size.js';
import { writeCity } from './write-city.js';

try {
  const { size, out } = readCityArguments(process.argv.slice(2));
  const started = performance.now();
  const written = await writeCity(size, out, (workers) => {
    console.log(`${workers} of ${size.workers} workers written`);
  });
  const seconds = (performance.now() - started) / 1000;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${written.units} units in ${out}/units.csv`);
  console.log(`${written.workers} workers in ${written.rosters.length} files in ${out}/rosters`);
  console.log(
    `seed ${size.seed}; ${seconds.toFixed(1)} s, ${Math.round(written.workers / seconds)} workers/s, ${peak} MB at most`,
  );
} catch (error) {
  if (!(error instanceof CityRequestError)) throw error;
  console.error(`${error.message} Usage: ${USAGE}`);
  process.exitCode = 2;
}
