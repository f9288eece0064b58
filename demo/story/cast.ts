import path from 'node:path';
import type { Tier, UnitSummary } from '@guantong/contracts';
import { ApiFailure } from '../client/api-failure.js';
import { ApiClient } from '../client/api-client.js';
import { unitByCode, unitsBelow } from '../client/find-units.js';
import { readTable } from '../generate/read-demo-city.js';
import { StoryFailure } from './telling.js';

/** Where the demo city's files are, from the project's folder. */
export const CITY_FOLDER = path.resolve('demo', 'city');

/** The places of the story, by the codes that unions use. */
const PLACES = {
  city: 'BJ',
  fengtai: 'BJ-FT',
  kandan: 'BJ-FT-22',
  site: 'BJ-FT-22-001',
  yanqing: 'BJ-YQ',
  yongning: 'BJ-YQ-07',
  sanitation: 'BJ-YQ-07-001',
} as const;
export type Place = keyof typeof PLACES;

const STAFF = {
  administrator: 'city-admin',
  publisher: 'city-publisher',
  reviewer: 'city-reviewer',
  analyst: 'city-analyst',
  cityHandler: 'city-handler',
  fengtaiCadre: 'ft-cadre',
  kandanHandler: 'kandan-handler',
  siteCadre: 'site-cadre',
  siteHandler: 'site-handler',
  safetyOfficer: 'site-safety',
  sanitationCadre: 'sanitation-cadre',
} as const;
const WORKERS = { scaffolder: 0, cleaner: 1 } as const;

export type Person = keyof typeof STAFF | keyof typeof WORKERS;

/** Everybody in the story, logged in, and the units they belong to. */
export interface Cast {
  people: Record<Person, ApiClient>;
  places: Record<Place, UnitSummary>;
  nobody: ApiClient;
  /** How many units there are of each tier, and workers. */
  whole: Record<Tier, number>;
}

export async function gatherCast(nobody: ApiClient): Promise<Cast> {
  const staff = await readTable(CITY_FOLDER, 'staff.csv');
  const workers = await readTable(CITY_FOLDER, 'worker-accounts.csv');
  const people: Partial<Record<Person, ApiClient>> = {};
  for (const [person, login] of Object.entries(STAFF) as [Person, string][]) {
    people[person] = await logIn(nobody, login, staff.find((row) => row['账号'] === login)?.['密码'] ?? '');
  }
  for (const [person, line] of Object.entries(WORKERS) as [Person, number][]) {
    people[person] = await logIn(nobody, workers[line]?.['京卡号'] ?? '', workers[line]?.['密码'] ?? '');
  }
  const everybody = people as Record<Person, ApiClient>;
  const places: Partial<Record<Place, UnitSummary>> = {};
  for (const [place, code] of Object.entries(PLACES) as [Place, string][])
    places[place] = await unitByCode(everybody.administrator, code);
  const found = places as Record<Place, UnitSummary>;
  return { people: everybody, places: found, nobody, whole: await countTiers(everybody.administrator, found.city) };
}

/** @throws StoryFailure when nobody knows the account: the city is loaded in the first half minute */
async function logIn(nobody: ApiClient, login: string, password: string): Promise<ApiClient> {
  try {
    return await nobody.login(login, password);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 'LOGIN_FAILED') throw error;
    throw new StoryFailure(
      `演示账号 ${login} 登录不了：演示城市还没有装好。请等运行 npm start 的终端列出演示账号后再试。\n` +
        `    ${login} cannot log in: the demo city is not loaded yet. Wait until "npm start" lists the demo accounts.`,
      { cause: error },
    );
  }
}

async function countTiers(desk: ApiClient, city: UnitSummary): Promise<Record<Tier, number>> {
  const whole = { CITY: 1, DISTRICT: 0, DIRECT: 0, GRASSROOTS: 0, WORKER: city.workers ?? 0 };
  for (const { tier } of await unitsBelow(desk, city.unitId)) whole[tier]++;
  return whole;
}
