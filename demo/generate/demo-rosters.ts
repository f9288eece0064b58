import type { DemoMembers } from './demo-city-workers.js';
import { rosterRow } from './chinese-words.js';
import { DISTRICTS } from './districts.js';

/** How a roster departs from the plain form, as files from the field do. */
export interface RosterQuirks {
  /** A merged row above the headings. */
  readonly title?: string;
  /** Dates as 1968/3/12 in every second union, 1968-03-12 in the others. */
  readonly twoDateSpellings?: true;
  /** Telephone numbers in number cells instead of text. */
  readonly phonesAsNumbers?: true;
}

export interface Roster {
  readonly file: string;
  readonly rows: readonly string[][];
  readonly quirks: RosterQuirks;
}

/** A building site of this many people or more keeps a file of its own. */
const BIG_SITE = 400;

const QUIRKS: Readonly<Record<string, RosterQuirks>> = {
  'BJ-YQ': { title: '延庆区总工会会员花名册（2026年3月）', twoDateSpellings: true },
  'BJ-DX': { phonesAsNumbers: true },
};

/** Most files name the union by its code, these by its full name. */
const BY_NAME = new Set(['BJ-FT', 'BJ-CY', 'BJ-JY', 'BJ-YQ', 'BJ-GJ']);

const isBigSite = ({ union }: DemoMembers): boolean => union.kind === 'site' && union.size >= BIG_SITE;

/** 1968-03-12 as 1968/3/12. */
const withSlashes = (date: string): string => date.replaceAll('-0', '-').replaceAll('-', '/');

function rowsOf(file: string, members: readonly DemoMembers[], quirks: RosterQuirks): string[][] {
  return members.flatMap(({ union, workers }, index) =>
    workers.map((worker) => {
      const spelled =
        quirks.twoDateSpellings && index % 2 === 1 ? { ...worker, birthDate: withSlashes(worker.birthDate) } : worker;
      return rosterRow(spelled, BY_NAME.has(file) ? union.name : union.code);
    }),
  );
}

/** One roster for each district or industry union, and one for each big site. */
export function demoRosters(members: readonly DemoMembers[]): Roster[] {
  const districts = DISTRICTS.map(({ code }) => {
    const own = members.filter((union) => union.union.code.startsWith(`${code}-`) && !isBigSite(union));
    const quirks = QUIRKS[code] ?? {};
    return { file: `${code}.xlsx`, rows: rowsOf(code, own, quirks), quirks };
  });
  const sites = members
    .filter(isBigSite)
    .map((site) => ({ file: `${site.union.code}.xlsx`, rows: rowsOf(site.union.code, [site], {}), quirks: {} }));
  return [...districts, ...sites].filter(({ rows }) => rows.length > 0);
}
