import type { UnreachedPage } from '@guantong/contracts';
import type { Cast } from './cast.js';
import { refused } from './refused.js';
import type { Telling } from './telling.js';

interface NamedPage extends Omit<UnreachedPage, 'items'> {
  items: (UnreachedPage['items'][number] & { name: string | null; maskedPhone: string | null })[];
}

/** Who was not reached, by name, for the cadre who goes to see them, and for nobody else. */
export async function tellUnreached({ people, places }: Cast, telling: Telling, postId: string): Promise<void> {
  telling.step('未触达名单', 'the list of those not reached');
  const path = `/api/desk/posts/${postId}/unreached`;
  const unitId = places.site.unitId;
  const names: (string | null)[] = [];
  let withoutPhone = 0;
  let cursor: string | undefined;
  do {
    const page: NamedPage = await people.siteCadre.get<NamedPage>(path, { unitId, limit: 200, cursor });
    names.push(...page.items.map(({ name }) => name));
    withoutPhone += page.items.filter(({ hasSmartphone }) => hasSmartphone === false).length;
    cursor = page.next ?? undefined;
  } while (cursor);
  telling.expect('名单人数', names.length, (places.site.workers ?? 0) - 1);
  telling.holds('名单上都有姓名', names.every(Boolean), names.filter((name) => !name).length);
  await refused(telling, '分析员看不到姓名', () => people.analyst.get(path, { unitId }), 'FORBIDDEN');
  await refused(telling, '别的单位的干部看不到', () => people.sanitationCadre.get(path, { unitId }), 'NOT_FOUND');
  telling.say(
    `工地工会干部看得到还没有读的 ${names.length} 人的姓名，其中 ${withoutPhone} 人没有智能手机，要上门走访；没有权限的人看不到`,
    `The site's cadre sees the names of the ${names.length} who have not read it, ${withoutPhone} of them without a smartphone; nobody without the permission does`,
  );
}
