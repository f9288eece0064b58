import type { UnitPage, UnitSummary, UnitView } from '@guantong/contracts';
import type { ApiClient } from './api-client.js';

/** A unit by its code, as one finds it at the desk. */
export async function unitByCode(desk: ApiClient, code: string): Promise<UnitSummary> {
  const { items } = await desk.get<UnitPage>('/api/desk/units', { search: code, limit: 100 });
  const unit = items.find((item) => item.code === code);
  if (!unit) throw new Error(`there is no unit with the code ${code}`);
  return unit;
}

export const unitById = (desk: ApiClient, unitId: string): Promise<UnitView> =>
  desk.get<UnitView>(`/api/desk/units/${unitId}`);

/** Everything below a unit, tier by tier, page by page. */
export async function unitsBelow(desk: ApiClient, unitId: string): Promise<UnitSummary[]> {
  const found: UnitSummary[] = [];
  const queue = [unitId];
  for (let next = queue.shift(); next; next = queue.shift()) {
    let cursor: string | undefined;
    do {
      const page: UnitPage = await desk.get<UnitPage>(`/api/desk/units/${next}/children`, { limit: 100, cursor });
      found.push(...page.items);
      queue.push(...page.items.filter((item) => item.unitsBelow > 0).map((item) => item.unitId));
      cursor = page.next ?? undefined;
    } while (cursor);
  }
  return found;
}
