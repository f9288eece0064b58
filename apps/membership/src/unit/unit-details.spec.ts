import {
  ChangeUnit,
  GetUnit,
  OpenUnit,
  RenameUnit,
  RevealUnitContact,
  SearchUnits,
  DissolveUnit,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { withCheckDigit } from './domain/credit-code.js';

const reason = '组建';
let serial = 0;
const creditCode = (): string => withCheckDigit(`81110106MC${String(++serial).padStart(7, '0')}`);

describe('what is known of a unit', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '50' });
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const open = (code: string, more: object = {}) =>
    m.call(OpenUnit, { parentId: tree.street.id, kind: 'site', code, name: `第${code}工会`, reason, ...more }, m.admin);

  it('holds a unified social credit code that is right, a union’s, and nobody else’s', async () => {
    const taken = creditCode();
    const { unitId } = await open('C-1', { creditCode: ` ${taken.toLowerCase()} ` });
    expect((await m.call(GetUnit, { unitId }, m.admin)).creditCode).toBe(taken);
    await expect(open('C-2', { creditCode: taken })).rejects.toMatchObject({ code: 'UNIT_CREDIT_CODE_TAKEN' });
    await expect(open('C-3', { creditCode: `${taken.slice(0, 17)}#` })).rejects.toMatchObject({
      code: 'UNIT_CREDIT_CODE_WRONG',
    });
    await expect(open('C-4', { creditCode: '91110000802100433B' })).rejects.toMatchObject({
      code: 'UNIT_CREDIT_CODE_NOT_UNION',
    });
    // of a district or a street the body that bears the code may be another
    expect(
      await m.call(ChangeUnit, { unitId: tree.district.id, creditCode: '12100000400002259P' }, m.admin),
    ).toMatchObject({
      creditCode: '12100000400002259P',
    });
    await m.call(DissolveUnit, { unitId, reason }, m.admin);
    expect(await open('C-5', { creditCode: taken })).toMatchObject({ state: 'DONE' });
  });

  it('has a contact that only those see who may see names there, the whole number only with a line in the audit log', async () => {
    const contact = { contactName: '孙联络', contactPhone: '010－12345678' };
    const changed = await m.call(ChangeUnit, { unitId: tree.site.id, ...contact }, m.admin);
    expect(changed.contact).toEqual({ name: '孙联络', maskedPhone: '010****5678' });
    const cadre = await m.staff(tree.site.id, 'cadre');
    const analyst = await m.staff(tree.street.id, 'analyst');
    const elsewhere = await m.staff(tree.otherSite.id, 'cadre');
    expect((await m.call(GetUnit, { unitId: tree.site.id }, cadre)).contact?.name).toBe('孙联络');
    expect((await m.call(GetUnit, { unitId: tree.site.id }, analyst)).contact).toBeNull();
    expect(await m.call(RevealUnitContact, { unitId: tree.site.id }, cadre)).toMatchObject({ phone: '010-12345678' });
    await expect(m.call(RevealUnitContact, { unitId: tree.site.id }, analyst)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(m.call(RevealUnitContact, { unitId: tree.site.id }, elsewhere)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const entries = await m.database.query(
      `select account_id as by from audit_entry where action = 'unit.contact.revealed' and unit_id = $1`,
      [tree.site.id],
    );
    expect(entries).toEqual([{ by: cadre.accountId }]);
    const [row] = await m.database.query<{ row: string }>(`select u::text as row from unit u where id = $1`, [
      tree.site.id,
    ]);
    expect(row?.row).not.toContain('12345678');
    const gone = await m.call(ChangeUnit, { unitId: tree.site.id, contactName: '', contactPhone: '' }, m.admin);
    expect(gone.contact).toBeNull();
    const wrong = { unitId: tree.site.id, contactPhone: '没有' };
    await expect(m.call(ChangeUnit, wrong, m.admin)).rejects.toMatchObject({ code: 'UNIT_CONTACT_PHONE_WRONG' });
  });

  it('is found by the pinyin initials of its name, from the beginning or any other place, as it is called now', async () => {
    const found = async (search: string) =>
      (await m.call(SearchUnits, { search }, m.admin)).items.map((unit) => unit.name);
    const district = await buildUnit(m, m.cityId, 'district_union', { name: '丰台区总工会' });
    await buildUnit(m, district.id, 'street_township', { name: '长辛店镇总工会' });
    await buildUnit(m, m.cityId, 'district_union', { name: '朝阳区总工会' });
    expect(await found('ftqzgh')).toEqual(['丰台区总工会']);
    expect(await found('FTQ')).toEqual(['丰台区总工会']);
    expect(await found('cxd')).toEqual(['长辛店镇总工会']); // 长 as in 长辛店, not as in 成长
    expect(await found('cyq')).toEqual(['朝阳区总工会']); // 朝 as in 朝阳, not as in 今朝
    expect(await found('qzgh')).toEqual(expect.arrayContaining(['丰台区总工会', '朝阳区总工会']));
    await m.call(RenameUnit, { unitId: district.id, name: '南城区总工会', reason }, m.admin);
    expect(await found('ftq')).toEqual([]);
    expect(await found('ncq')).toEqual(['南城区总工会']);
  });

  it('gets the initials it was stored without', async () => {
    const unit = await buildUnit(m, m.cityId, 'district_union', { name: '石景山区总工会' });
    await m.database.query(`update unit set initials = '' where id = $1`, [unit.id]);
    await eventually(async () => {
      const { items } = await m.call(SearchUnits, { search: 'sjsq' }, m.admin);
      expect(items.map((one) => one.unitId)).toEqual([unit.id]);
    });
  });
});
