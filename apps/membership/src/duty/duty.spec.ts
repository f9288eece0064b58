import {
  type Actor,
  ANONYMOUS,
  Dismiss,
  GetDutyRoster,
  SetDutyRoster,
  SYSTEM,
  UnitAppointments,
  WhoIsOnDuty,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  duty: 'safety' as const,
  weekday,
  starts: '00:00',
  ends: '00:00',
}));

describe('being on duty', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const who = async (unitId: string) => (await m.call(WhoIsOnDuty, { unitId, duty: 'safety' }, SYSTEM)).onDuty;
  const set = (unitId: string, accountId: string, actor: Actor = m.admin) =>
    m.call(SetDutyRoster, { unitId, shifts: ALWAYS.map((shift) => ({ ...shift, accountId })) }, actor);

  it('is asked at the unit first, then upwards, and nobody is an answer too', async () => {
    expect(await who(tree.site.id)).toBeNull();
    const above = await m.staff(tree.district.id, 'case_handler');
    await set(tree.district.id, above.accountId);
    expect(await who(tree.site.id)).toEqual({ accountId: above.accountId, unitId: tree.district.id });
    const here = await m.staff(tree.site.id, 'safety_officer');
    const roster = await set(tree.site.id, here.accountId);
    expect(roster.items).toHaveLength(7);
    expect(await who(tree.site.id)).toEqual({ accountId: here.accountId, unitId: tree.site.id });
    expect(await who(tree.otherSite.id)).toEqual({ accountId: above.accountId, unitId: tree.district.id });
    expect(await who(tree.otherDistrict.id)).toBeNull();
    expect(await who(newId())).toBeNull();
  });

  it('ends with the appointment, also when the roster still names the person', async () => {
    const officer = await m.staff(tree.otherSite.id, 'safety_officer');
    await set(tree.otherSite.id, officer.accountId);
    const [appointment] = (await m.call(UnitAppointments, { unitId: tree.otherSite.id }, m.admin)).items;
    await m.call(Dismiss, { appointmentId: appointment?.appointmentId ?? '' }, m.admin);
    expect((await who(tree.otherSite.id))?.accountId).not.toBe(officer.accountId);
  });

  it('takes only people appointed at the unit to handle cases', async () => {
    for (const { accountId } of [
      await m.staff(tree.site.id, 'cadre'),
      await m.staff(tree.street.id, 'safety_officer'),
    ]) {
      await expect(set(tree.site.id, accountId)).rejects.toMatchObject({ code: 'DUTY_ACCOUNT_NOT_APPOINTED' });
    }
  });

  it('refuses times and weekdays that do not exist', async () => {
    const { accountId } = await m.staff(tree.site.id, 'safety_officer');
    for (const wrong of [{ starts: '24:00' }, { ends: '8:00' }, { weekday: 0 }, { weekday: 8 }]) {
      const shifts = [{ accountId, duty: 'safety' as const, weekday: 1, starts: '08:00', ends: '20:00', ...wrong }];
      await expect(m.call(SetDutyRoster, { unitId: tree.site.id, shifts }, m.admin)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    }
  });

  it('is set by administrators of the subtree only, and read within it only', async () => {
    const { accountId } = await m.staff(tree.site.id, 'safety_officer');
    const administrator = await m.staff(tree.street.id, 'administrator');
    await set(tree.site.id, accountId, administrator);
    for (const unitId of [tree.otherSite.id, tree.district.id, newId()]) {
      await expect(m.call(SetDutyRoster, { unitId, shifts: [] }, administrator)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(m.call(GetDutyRoster, { unitId }, administrator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(set(tree.site.id, accountId, await m.staff(tree.site.id, 'cadre'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const actor of [ANONYMOUS, m.admin]) {
      await expect(m.call(WhoIsOnDuty, { unitId: tree.site.id, duty: 'safety' }, actor)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });
});
