import type { ApiClient } from '../client/api-client.js';
import type { Row } from '../generate/read-demo-city.js';

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** The week of each unit that has a duty roster; replaces what was there. Returns the number of shifts. */
export async function setDuty(
  desk: ApiClient,
  shifts: readonly Row[],
  unitIds: ReadonlyMap<string, string>,
  accounts: ReadonlyMap<string, string>,
): Promise<number> {
  for (const code of new Set(shifts.map((shift) => shift['组织编码'] ?? ''))) {
    const ofUnit = shifts.filter((shift) => shift['组织编码'] === code);
    await desk.put('/api/desk/duty-shifts', {
      unitId: unitIds.get(code),
      shifts: ofUnit.map((shift) => ({
        accountId: accounts.get(shift['账号'] ?? ''),
        duty: 'safety',
        weekday: WEEKDAYS.indexOf(shift['星期'] ?? '') + 1,
        starts: shift['开始'],
        ends: shift['结束'],
      })),
    });
  }
  return shifts.length;
}
