import { type AppointmentView, type OwnAccount, type Role, ROLE_NAMES, ROLES } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import type { Row } from '../generate/read-demo-city.js';

const roleOf = (word: string | undefined): Role => {
  const role = ROLES.find((each) => ROLE_NAMES[each].zh === word);
  if (!role) throw new Error(`there is no role ${word}`);
  return role;
};

/** Gives each of the staff their account and role; again the same changes nothing. Account ids by log-in name. */
export async function appointStaff(
  desk: ApiClient,
  staff: readonly Row[],
  unitIds: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  // nobody appoints themselves: whoever loads the city has their own appointment from its foundation
  const self = await desk.get<OwnAccount>('/api/desk/me');
  const accounts = new Map([[self.login, self.accountId]]);
  for (const person of staff.filter((row) => row['账号'] !== self.login)) {
    const appointment = await desk.post<AppointmentView>('/api/desk/appointments', {
      unitId: unitIds.get(person['组织编码'] ?? ''),
      role: roleOf(person['角色']),
      login: person['账号'],
      displayName: person['姓名'],
      password: person['密码'],
    });
    accounts.set(appointment.login, appointment.accountId);
  }
  return accounts;
}
