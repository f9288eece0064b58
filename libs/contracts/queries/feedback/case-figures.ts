import { CalendarDate, Decimal, Id, Int, ListOf } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { Nested } from '../../fields.js';
import { CaseUnit } from './case-parts.js';

export class CaseFiguresBody {
  @CalendarDate({ optional: true, about: 'First day of arrival, default 30 days ago' }) from?: string;
  @CalendarDate({ optional: true, about: 'Last day of arrival, default today' }) to?: string;
}
export class CaseFiguresRequest extends CaseFiguresBody {
  @Id() unitId: string;
}

/**
 * Of the cases that arrived at a unit in the period (a case counts once at each unit it came to):
 * answered: the unit acknowledged it before its time was up; settled: confirmed by the worker after this unit answered
 * last (closed without a word does not count, withdrawn cases are left out); satisfied: marked 4 or 5.
 */
export class UnitCaseFigures {
  @Nested(() => CaseUnit) unit: CaseUnit;
  @Int() arrived: number;
  @Int() answered: number;
  @Int({ about: 'Acknowledged in time or not, no longer waiting' }) answerable: number;
  @Int() settled: number;
  @Int({ about: 'Arrived and not withdrawn' }) settleable: number;
  @Int() satisfied: number;
  @Int() rated: number;
  @Int({ about: 'Closed because nobody confirmed: never counted as settled' }) closedUnconfirmed: number;
  @Decimal({ nullable: true, about: 'answered / answerable, 0 to 1' }) responseRate: number | null;
  @Decimal({ nullable: true, about: 'settled / settleable, 0 to 1' }) resolutionRate: number | null;
  @Decimal({ nullable: true, about: 'satisfied / rated, 0 to 1' }) satisfactionRate: number | null;
}
export class CaseFiguresView {
  @CalendarDate() from: string;
  @CalendarDate() to: string;
  @Nested(() => UnitCaseFigures) own: UnitCaseFigures;
  @ListOf(() => UnitCaseFigures, { about: 'The units directly below, each by itself', max: 100_000 })
  children: UnitCaseFigures[];
}
export const CaseFigures = defineQuery<CaseFiguresView>()('feedback.case.figures', CaseFiguresRequest);
