import type { Actor } from '@guantong/contracts';
import { buffersTouched, readingThrough } from '@guantong/testing';
import { buildHandler, buildStaff } from '../../testing/build-actors.js';
import { buildManyCases } from '../../testing/build-many-cases.js';
import { buildTree, firstBranch, type TestUnit } from '../../testing/build-tree.js';
import { type FeedbackFixture, feedbackFixture } from '../../testing/feedback-fixture.js';
import { reachOf } from '../domain/staff-reach.js';
import { CaseFiguresQuery } from './case-figures-query.js';
import { CaseLists } from './case-lists.js';
import { type Cursor, readCursor } from './list-cursor.js';

const CASES = 60_000;
/** Of all: reading every one of them in one statement takes a busy machine longer than a statement may. */
const A_TENTH = CASES / 10;

/** Twenty cases or a count out of very many, held against reading a tenth of them, by the pages of the database looked at. */
describe('lists among very many cases', () => {
  let f: FeedbackFixture;
  let branch: TestUnit[];
  /** pages of 8 kB */
  let readingATenth: number;

  beforeAll(async () => {
    f = await feedbackFixture();
    const city = await buildTree(f.database, 14);
    branch = firstBranch(city);
    await buildManyCases(f.database, CASES);
    readingATenth = await pages((lists) => lists.forStaff(reachOf(handler(0)), {}, null, A_TENTH));
  }, 60_000);
  afterAll(() => f.stop());

  /** Pages that `work` looks at, given lists and figures whose every query is counted. */
  const pages = (work: (lists: CaseLists, figures: CaseFiguresQuery) => Promise<unknown>): Promise<number> =>
    buffersTouched(f.database, (sql) => {
      const counted = readingThrough(f.database, sql);
      return work(new CaseLists(counted), new CaseFiguresQuery(counted));
    });
  const handler = (tier: number): Actor => buildHandler(branch[tier]?.unitId ?? '');
  const firstPage = (lists: CaseLists, who: Actor) => lists.forStaff(reachOf(who), {}, null, 20);

  it.each([
    ['the city', 0],
    ['a district', 1],
    ['a direct union', 2],
    ['a grassroots union', 3],
  ])('the first page of %s', async (_, tier) => {
    expect((await firstPage(f.get(CaseLists), handler(tier))).items).toHaveLength(20);
    expect(await pages((lists) => firstPage(lists, handler(tier)))).toBeLessThan(readingATenth / 10);
  });

  it('pages far down cost no more than the first', async () => {
    let cursor: Cursor | null = null;
    for (let page = 0; page < 5; page++) {
      const { next }: { next: string | null } = await f.get(CaseLists).forStaff(reachOf(handler(1)), {}, cursor, 100);
      cursor = readCursor(next ?? undefined);
    }
    expect(await pages((lists) => lists.forStaff(reachOf(handler(1)), {}, cursor, 20))).toBeLessThan(
      readingATenth / 10,
    );
  });

  it('what is assigned to an officer who has nothing', async () => {
    const officer = buildStaff({ unitId: branch[3]?.unitId ?? '', role: 'safety_officer' });
    expect(await pages((lists) => lists.forStaff(reachOf(officer), { assignee: 'me' }, null, 20))).toBeLessThan(
      readingATenth / 10,
    );
  });

  it('the counts of a direct union', async () => {
    const { byState } = await f.get(CaseLists).countForStaff(reachOf(handler(2)), {});
    expect(byState.SUBMITTED).toBeGreaterThan(100);
    expect(await pages((lists) => lists.countForStaff(reachOf(handler(2)), {}))).toBeLessThan(readingATenth / 2);
  });

  it('the rates of a district with all its direct unions', async () => {
    const { read, appointedAt } = reachOf(handler(1));
    const get = (figures: CaseFiguresQuery) => figures.run(read, appointedAt, branch[1]?.unitId ?? '', null, null);
    expect((await get(f.get(CaseFiguresQuery)))?.children).toHaveLength(14);
    expect(await pages((_, figures) => get(figures))).toBeLessThan(readingATenth / 2);
  });
});
