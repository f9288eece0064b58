import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { CityRequestError } from './city-size.js';
import { LARGEST_XLSX, writeCity } from './write-city.js';

const quietly = (): void => undefined;

describe('writing a city', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guantong-city-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('puts the units in a table and the workers of each district in a spreadsheet', async () => {
    const written = await writeCity({ seed: 1, unions: 40, workers: 900 }, folder, quietly);
    const units: string[][] = parse(await readFile(path.join(folder, 'units.csv')), { bom: true });
    expect(units).toHaveLength(1 + written.units);
    let rows = 0;
    for (const file of await readdir(path.join(folder, 'rosters'))) {
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(path.join(folder, 'rosters', file));
      rows += (book.worksheets[0]?.rowCount ?? 0) - 1;
    }
    expect(rows).toBe(900);
  });

  it('writes a roster too long for a spreadsheet as CSV', async () => {
    const workers = LARGEST_XLSX + 1;
    const written = await writeCity({ seed: 1, unions: 1, workers }, folder, quietly);
    expect(written.rosters).toEqual(['BJ-DC.csv']);
    const rows: string[][] = parse(await readFile(path.join(folder, 'rosters', 'BJ-DC.csv')), { bom: true });
    expect(rows).toHaveLength(1 + workers);
  });

  it('refuses a folder that cannot be one', async () => {
    const file = path.join(folder, 'units.csv');
    await writeCity({ seed: 1, unions: 1, workers: 8 }, folder, quietly);
    await expect(writeCity({ seed: 1, unions: 1, workers: 8 }, file, quietly)).rejects.toThrow(CityRequestError);
  });
});
