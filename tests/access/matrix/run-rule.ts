import type { AccessCity } from '../city/access-city.js';
import type { Asker } from '../city/people.js';
import { isAtOrBelow } from '../city/places.js';
import type { Subject } from '../city/subject.js';
import { type SubjectKind, SUBJECTS } from '../city/subjects.js';
import { changesSomething, type Rule } from '../rules/rule.js';
import { type Answer, missingTwin } from './ask.js';
import { type Cell, problemsOf } from './check-cell.js';
import { expectedOutcome, within } from './expected.js';

/** Asked at the same time. */
const AT_ONCE = 6;

export type Ask = (rule: Rule, asker: Asker, subject: Subject | undefined) => Promise<Answer>;

export interface RuleRun {
  cells: number;
  problems: string[];
  succeeded: number;
}

/** Runs the cells of one rule: first all that must be refused, so that nothing they may have done goes unnoticed. */
export class RuleRunner {
  private readonly made = new Map<SubjectKind, Promise<Subject[]>>();

  constructor(private readonly city: AccessCity) {}

  async run(rule: Rule, ask: Ask): Promise<RuleRun> {
    const subjects = rule.of ? await this.subjects(rule.of, changesSomething(rule)) : [undefined];
    for (const { kind } of [rule.lists, rule.counts].flatMap((shown) => shown ?? [])) await this.subjects(kind, false);
    const own = subjects.flatMap((subject) => (subject?.asker ? { asker: subject.asker, subject } : []));
    const cells = [...this.city.askers.flatMap((asker) => subjects.map((subject) => ({ asker, subject }))), ...own]
      .filter(
        ({ asker, subject }) => !rule.onlyByItsOwner || asker.person.kind !== 'WORKER' || subject?.asker === asker,
      )
      .map((cell) => ({ ...cell, outcome: expectedOutcome(rule, cell.asker, cell.subject) }));
    const result: RuleRun = { cells: cells.length, problems: [], succeeded: 0 };
    const missing = new Map<string, Promise<Answer>>();
    const runCell = async ({ asker, subject, outcome }: (typeof cells)[number]) => {
      const answer = await ask(rule, asker, subject);
      let like: Answer | undefined;
      if (subject && (outcome === 'REFUSED' || outcome === 'LEFT_OUT')) {
        const twin = missing.get(asker.name) ?? ask(rule, asker, missingTwin(subject));
        missing.set(asker.name, twin);
        like = await twin;
      }
      const cell = { rule, asker, subject, outcome, answer, missing: like };
      result.problems.push(...problemsOf(cell), ...(await this.inExactNumbers(cell)));
      if (outcome === 'ALLOWED' && !answer.code) result.succeeded++;
    };
    for (const allowed of rule.onlyRefused ? [false] : [false, true]) {
      const next = cells.filter(({ outcome }) => (outcome === 'ALLOWED') === allowed).values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const cell of next) await runCell(cell);
        }),
      );
    }
    return result;
  }

  /** Lists and counts hold what is within reach: not more, and not less. */
  private async inExactNumbers({ rule, asker, subject, outcome, answer: { code, body } }: Cell): Promise<string[]> {
    if (outcome !== 'ALLOWED' || code || typeof body !== 'object') return [];
    const { lists, counts, lines } = rule;
    const problems: string[] = [];
    if (lists) {
      const expected = within(rule, asker, await this.subjects(lists.kind, false)).map(({ ids }) => ids[lists.id]);
      const found = lists.found(body as never);
      if (found.toSorted().join() !== expected.toSorted().join())
        problems.push(`${asker.name}: finds ${found.length} of kind ${lists.kind}, and not these ${expected.length}`);
    }
    if (counts) {
      const all = await this.subjects(counts.kind, false);
      const below = (one: Subject) => subject && isAtOrBelow(one.place, subject.place);
      const expected = (subject ? all.filter(below) : within(rule, asker, all)).length;
      const counted = counts.counted(body as never);
      if (counted !== expected)
        problems.push(`${asker.name}: counts ${counted} of kind ${counts.kind}, not ${expected}`);
    }
    if (lines) {
      const units = await this.subjects('unit', false);
      const visible = within(rule, asker, units).map(({ ids }) => ids.unitId);
      const foreign = lines(body as never).filter(
        (id) => units.some((u) => u.ids.unitId === id) && !visible.includes(id),
      );
      if (foreign.length > 0) problems.push(`${asker.name}: gets lines of ${foreign.length} units that it may not see`);
    }
    return problems;
  }

  private subjects(kind: SubjectKind, fresh: boolean): Promise<Subject[]> {
    if (fresh) return SUBJECTS[kind](this.city);
    const subjects = this.made.get(kind) ?? SUBJECTS[kind](this.city);
    this.made.set(kind, subjects);
    return subjects;
  }
}
