import {
  type Actor,
  Appoint,
  ChangeTerm,
  Dismiss,
  GIVEN_WITHOUT_HOLDING,
  mayGive,
  type Permission,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
  UnitAppointments,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { jest } from '@jest/globals';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';
import { EndAllAppointments } from './application/end-all-appointments.js';
import { AppointmentRepository } from './persistence/appointment-repository.js';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('who may appoint', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  let people = 0;
  const appoint = (unitId: string, role: Role, actor: Actor = m.admin, more: object = {}) =>
    m.call(
      Appoint,
      { unitId, role, login: `one-${++people}`, displayName: '某某', password: PASSWORD, ...more },
      actor,
    );
  const dismiss = (appointmentId: string, actor: Actor = m.admin) => m.call(Dismiss, { appointmentId }, actor);

  it('gives every role at the own unit and below, to others', async () => {
    const administrator = await m.staff(tree.street.id, 'administrator');
    for (const role of ROLES) {
      for (const unitId of [tree.street.id, tree.site.id]) {
        expect((await appoint(unitId, role, administrator)).appointedBy?.accountId).toBe(administrator.accountId);
      }
    }
  });

  it('never decides about themselves: not more, not longer, not less', async () => {
    const administrator = await m.staff(tree.district.id, 'administrator');
    for (const role of ROLES) {
      for (const unitId of [tree.district.id, tree.street.id]) {
        await expect(appoint(unitId, role, administrator, { login: administrator.login })).rejects.toMatchObject({
          code: 'OWN_APPOINTMENT',
        });
      }
    }
    const [own] = (await m.call(UnitAppointments, { unitId: tree.district.id }, m.admin)).items;
    const appointmentId = own?.appointmentId ?? '';
    await expect(dismiss(appointmentId, administrator)).rejects.toMatchObject({ code: 'OWN_APPOINTMENT' });
    await expect(m.call(ChangeTerm, { appointmentId, endsAt: null }, administrator)).rejects.toMatchObject({
      code: 'OWN_APPOINTMENT',
    });
  });

  it('gives nothing that reaches further than what they hold', () => {
    const [unitId, below] = [newId(), newId()];
    const holder = (role: Role): Actor => ({ ...m.admin, appointments: [{ unitId, role }] });
    for (const role of ROLES) {
      const may = ROLES.filter((given) => mayGive(holder(role), given, [unitId, below]));
      expect(may).toEqual(role === 'administrator' ? ROLES : []);
      expect(ROLES.some((given) => mayGive(holder('administrator'), given, [below]))).toBe(false);
    }
    // an administrator who runs the unit alone cannot hand out what covers the subtree
    const { administrator } = ROLE_PERMISSIONS;
    const kept = { ...administrator };
    try {
      administrator['audit.read'] = 'UNIT';
      expect(mayGive(holder('administrator'), 'auditor', [unitId])).toBe(false);
      expect(mayGive(holder('administrator'), 'cadre', [unitId])).toBe(true);
    } finally {
      Object.assign(administrator, kept);
    }
  });

  it('hands out without holding them only tasks, nothing that rules over others', () => {
    const ruling: Permission[] = [
      'appointment.manage',
      'unit.manage',
      'roster.manage',
      'duty.manage',
      'sla.manage',
      'audit.read',
      'worker.names.read',
      'worker.access.issue',
    ];
    expect(GIVEN_WITHOUT_HOLDING.filter((each) => ruling.includes(each))).toEqual([]);
  });

  describe('the last administrator of a unit', () => {
    const unitWith = async (administrators: number) => {
      const { id } = await buildUnit(m, tree.district.id, 'street_township');
      const appointed = [];
      for (let i = 0; i < administrators; i++) appointed.push(await appoint(id, 'administrator'));
      return { id, appointed };
    };
    const inForce = async (unitId: string) => (await m.call(UnitAppointments, { unitId }, m.admin)).items.length;
    const last = { code: 'LAST_ADMINISTRATOR' };

    it('is not dismissed, and gets no end', async () => {
      const { appointed } = await unitWith(1);
      const { appointmentId = '', accountId = '' } = appointed[0] ?? {};
      await expect(dismiss(appointmentId)).rejects.toMatchObject(last);
      await expect(m.call(ChangeTerm, { appointmentId, endsAt: inHours(48) }, m.admin)).rejects.toMatchObject(last);
      await expect(
        m.database.transaction((tx) => m.app.get(EndAllAppointments).run(tx, m.admin, accountId, undefined)),
      ).rejects.toMatchObject(last);
    });

    it('is the last even beside somebody who goes sooner, comes later, or whose account is closed', async () => {
      const { id, appointed } = await unitWith(1);
      const { appointmentId = '' } = appointed[0] ?? {};
      await appoint(id, 'administrator', m.admin, { endsAt: inHours(24) });
      await appoint(id, 'administrator', m.admin, { startsAt: inHours(24) });
      const closed = await appoint(id, 'administrator');
      await m.database.query(`update account set status = 'CLOSED' where id = $1`, [closed.accountId]);
      await expect(dismiss(appointmentId)).rejects.toMatchObject(last);
      // the one who comes tomorrow is there when this one goes the day after
      const gone = await m.call(ChangeTerm, { appointmentId, endsAt: inHours(48) }, m.admin);
      expect(gone.endsAt).not.toBeNull();
    });

    it('may go when the account is closed and another stays', async () => {
      const { id, appointed } = await unitWith(2);
      const accountId = appointed[0]?.accountId ?? '';
      await m.database.transaction((tx) => m.app.get(EndAllAppointments).run(tx, m.admin, accountId, '离职'));
      expect(await inForce(id)).toBe(1);
      expect((await m.actorNow(accountId)).appointments).toEqual([]);
    });

    /** Two dismissals at once, held up where each has counted the others. */
    const bothAtOnce = async (ids: string[]) => {
      const repository = m.app.get(AppointmentRepository);
      const { lastOnes } = repository;
      let arrived = 0;
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const timer = setTimeout(() => open(), 1000);
      const spy = jest.spyOn(repository, 'lastOnes').mockImplementation(async (...args) => {
        const answer = await lastOnes.apply(repository, args);
        if (++arrived === ids.length) open();
        await gate;
        return answer;
      });
      try {
        return (await Promise.allSettled(ids.map((id) => dismiss(id)))).map((each) => each.status).toSorted();
      } finally {
        clearTimeout(timer);
        spy.mockRestore();
      }
    };

    it('stays when two are dismissed at the same moment', async () => {
      const { id, appointed } = await unitWith(2);
      const outcome = await bothAtOnce(appointed.map((each) => each.appointmentId));
      expect(outcome).toEqual(['fulfilled', 'rejected']);
      expect(await inForce(id)).toBe(1);
    });

    it('would vanish if the unit were not locked (the control)', async () => {
      const { id, appointed } = await unitWith(2);
      const lock = jest.spyOn(m.app.get(AppointmentRepository), 'lockUnits').mockResolvedValue(undefined);
      try {
        await bothAtOnce(appointed.map((each) => each.appointmentId));
      } finally {
        lock.mockRestore();
      }
      expect(await inForce(id)).toBe(0);
    });
  });

  it('leaves a unit without an administrator to the nearest above that has one', async () => {
    const { id } = await buildUnit(m, tree.otherStreet.id, 'site');
    const caretaker = async () => (await m.call(UnitAppointments, { unitId: id }, m.admin)).lookedAfterBy?.unitId;
    expect(await caretaker()).toBe(tree.district.id);
    const above = await m.staff(tree.otherStreet.id, 'administrator');
    expect(await caretaker()).toBe(tree.otherStreet.id);
    expect((await appoint(id, 'cadre', above)).unitId).toBe(id);
    await m.staff(id, 'administrator');
    expect(await caretaker()).toBe(id);
  });
});
