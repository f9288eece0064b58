import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { KIND_WORD, ROSTER_HEADINGS, rosterRow, TIER_WORD, UNIT_HEADINGS } from './chinese-words.js';
import { generateCity } from './city-generator.js';
import { CityRequestError, type CitySize } from './city-size.js';
import { CsvFile } from './csv-file.js';
import { XlsxFile } from './xlsx-file.js';

/** Above this many rows a roster is CSV: spreadsheets become slow to open and to write. */
export const LARGEST_XLSX = 50_000;

const PROGRESS_EVERY = 250_000;

export interface WrittenCity {
  readonly units: number;
  readonly workers: number;
  readonly rosters: readonly string[];
}

/** `BJ-FT` of `BJ-FT-03-002`: rosters are kept by the district or industry union. */
const districtOf = (unitCode: string): string => unitCode.split('-', 2).join('-');

/** Writes units.csv and rosters/<district>.csv or .xlsx below `out`; CityRequestError if that cannot be a folder. */
export async function writeCity(
  size: CitySize,
  out: string,
  progress: (workers: number) => void,
): Promise<WrittenCity> {
  const rosterFolder = path.join(out, 'rosters');
  await mkdir(rosterFolder, { recursive: true }).catch((cause: unknown) => {
    throw new CityRequestError(`cannot write into ${out}.`, { cause });
  });
  const city = generateCity(size);

  const unitFile = new CsvFile(path.join(out, 'units.csv'), UNIT_HEADINGS);
  const members = new Map<string, number>();
  let units = 0;
  for (const unit of city.units()) {
    if (unit.tier === 'DISTRICT') members.set(unit.code, unit.memberCount);
    const { code, name, shortName, tier, kind, parentCode } = unit;
    await unitFile.add([code, name, shortName, TIER_WORD[tier], KIND_WORD[kind], parentCode ?? '', '']);
    units++;
  }
  await unitFile.close();

  const rosters: string[] = [];
  let open: CsvFile | XlsxFile | undefined;
  let district = '';
  let workers = 0;
  for (const worker of city.workers()) {
    if (!open || !worker.unitCode.startsWith(`${district}-`)) {
      await open?.close();
      district = districtOf(worker.unitCode);
      const asCsv = (members.get(district) ?? 0) > LARGEST_XLSX;
      const name = `${district}.${asCsv ? 'csv' : 'xlsx'}`;
      const file = path.join(rosterFolder, name);
      open = asCsv ? new CsvFile(file, ROSTER_HEADINGS) : new XlsxFile(file, ROSTER_HEADINGS);
      rosters.push(name);
    }
    const behind = open.add(rosterRow(worker, worker.unitCode));
    if (behind) await behind;
    if (++workers % PROGRESS_EVERY === 0) progress(workers);
  }
  await open?.close();
  return { units, workers, rosters };
}
