import {
  type Actor,
  ANONYMOUS,
  type Applicant,
  ApplyToJoin,
  ApproveJoining,
  FindWorkers,
  GetJoinCode,
  JoiningByReceipt,
  Joinings,
  JOINING_EXPIRY_DAYS,
  JOINING_KEPT_DAYS,
  ReadJoining,
  RecordDeparture,
  RefuseJoining,
  RenewJoinCode,
  UnitTransfers,
  UnitWorkers,
  WithdrawJoining,
} from '@guantong/contracts';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { eventually } from '@guantong/testing';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { MOST_WAITING } from './persistence/joining-repository.js';

let people = 0;
const applicant = (overrides: Partial<Applicant> = {}): Applicant => ({
  name: `申请人${'甲乙丙丁戊己庚辛壬癸'[people % 10] ?? ''}`,
  sex: 'F',
  birthDate: `1990-01-${String(10 + (people % 19)).padStart(2, '0')}`,
  phone: `1399${String(++people).padStart(7, '0')}`,
  schooling: 'college',
  employmentForm: 'new_form',
  trade: '骑手',
  ...overrides,
});

describe('joining a union by oneself', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let admin: Actor;
  let code: string;
  beforeAll(async () => {
    m = await membershipFixture({ SWEEP_INTERVAL_MS: '50' });
    tree = await buildTree(m);
    admin = await m.staff(tree.site.id, 'administrator');
    const rows = [...Array(6).keys()].map((n) => buildRosterCells(n, n < 3 ? tree.site.code : tree.otherSite.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    ({ code } = await m.call(GetJoinCode, { unitId: tree.site.id }, admin));
  });
  afterAll(() => m.stop());

  const apply = (who: Applicant, with_ = code) => m.call(ApplyToJoin, { ...who, code: with_ }, ANONYMOUS);
  const newest = async () => (await m.call(Joinings, { unitId: tree.site.id, limit: 1 }, admin)).items[0];
  const applied = async (who: Applicant) => {
    const { receipt } = await apply(who);
    return { receipt, joiningId: (await newest())?.joiningId ?? '' };
  };
  const members = async (unitId: string) => (await m.call(UnitWorkers, { unitId }, m.admin)).items;

  it('needs the union’s code, which only its administrator sees, and which is void once renewed', async () => {
    expect(code).toMatch(/^([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}$/);
    expect((await m.call(GetJoinCode, { unitId: tree.site.id }, admin)).code).toBe(code);
    const renewed = await m.call(RenewJoinCode, { unitId: tree.site.id }, admin);
    expect(renewed.code).not.toBe(code);
    for (const wrong of [code, 'AAAA-AAAA-AAAA']) {
      await expect(apply(applicant(), wrong)).rejects.toMatchObject({ code: 'JOIN_CODE_WRONG' });
    }
    code = renewed.code;
    expect(await apply(applicant(), ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({
      unitName: tree.site.name,
    });
    const cadre = await m.staff(tree.site.id, 'cadre');
    await expect(m.call(GetJoinCode, { unitId: tree.site.id }, cadre)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const unitId of [tree.otherSite.id, newId()]) {
      await expect(m.call(GetJoinCode, { unitId }, admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(m.call(GetJoinCode, { unitId: tree.street.id }, m.admin)).rejects.toMatchObject({
      code: 'UNIT_TAKES_NO_MEMBERS',
    });
  });

  it('is followed with the receipt, and gives a new worker who can log in', async () => {
    const who = applicant();
    const { receipt, joiningId } = await applied(who);
    expect(await m.call(JoiningByReceipt, { receipt: receipt.toLowerCase() }, ANONYMOUS)).toMatchObject({
      state: 'WAITING',
      unitName: tree.site.name,
      reason: null,
    });
    await expect(m.call(JoiningByReceipt, { receipt: 'AAAA' }, ANONYMOUS)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const read = await m.call(ReadJoining, { joiningId }, admin);
    expect(read).toMatchObject({ applicant: who, matches: [], maskedPhone: expect.stringContaining('****') });
    const approved = await m.call(ApproveJoining, { joiningId }, admin);
    expect(approved).toMatchObject({ state: 'APPROVED', name: null });
    const worker = (await members(tree.site.id)).find((w) => w.workerId === approved.workerId);
    expect(worker).toMatchObject({ name: who.name, trade: '骑手', slot: 3, hasSmartphone: true });
    const told = (await m.workersChanged()).flat().findLast((w) => w.workerId === approved.workerId);
    expect(told).toMatchObject({ unitId: tree.site.id, slot: 3, status: 'ACTIVE', secondary: [] });
    expect((await m.call(JoiningByReceipt, { receipt }, ANONYMOUS)).state).toBe('APPROVED');
    await expect(m.call(ApproveJoining, { joiningId }, admin)).rejects.toMatchObject({ code: 'JOINING_NOT_OPEN' });
  });

  it('keeps nothing of what was said in the clear, and nothing at all once it is decided or withdrawn', async () => {
    const who = applicant({ name: '金丝雀', trade: '金丝雀工种' });
    const { receipt } = await apply(who);
    const dump = async () => JSON.stringify(await m.database.query('select to_jsonb(j)::text as row from joining j'));
    for (const word of ['金丝雀', who.phone, receipt]) expect(await dump()).not.toContain(word);
    expect((await m.call(WithdrawJoining, { receipt }, ANONYMOUS)).state).toBe('WITHDRAWN');
    expect((await m.call(WithdrawJoining, { receipt }, ANONYMOUS)).state).toBe('WITHDRAWN');
    const [row] = await m.database.query(
      `select count(*)::int as n from joining where state <> 'WAITING' and state <> 'REFUSED' and applicant_encrypted is not null`,
    );
    expect(row).toEqual({ n: 0 });
  });

  it('is refused with a reason that the applicant reads', async () => {
    const { receipt, joiningId } = await applied(applicant());
    await m.call(RefuseJoining, { joiningId, reason: '不在本工地工作' }, admin);
    expect(await m.call(JoiningByReceipt, { receipt }, ANONYMOUS)).toMatchObject({
      state: 'REFUSED',
      reason: '不在本工地工作',
    });
    const stranger = await m.staff(tree.otherSite.id, 'administrator');
    for (const id of [joiningId, newId()]) {
      await expect(m.call(ReadJoining, { joiningId: id }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(RefuseJoining, { joiningId: id, reason: 'x' }, stranger)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(m.call(Joinings, { unitId: tree.site.id }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of somebody the roster may know is a question for the union, not a second entry', async () => {
    const [here] = await members(tree.site.id);
    const who = applicant({ name: here?.name ?? '', birthDate: here?.birthDate ?? '' });
    const answer = await apply(who);
    expect(Object.keys(answer).toSorted()).toEqual(['receipt', 'unitName']); // as for anybody
    const joiningId = (await newest())?.joiningId ?? '';
    const { matches } = await m.call(ReadJoining, { joiningId }, admin);
    expect(matches).toMatchObject([{ workerId: here?.workerId, name: here?.name, by: ['PERSON'], status: 'ACTIVE' }]);
    await expect(m.call(ApproveJoining, { joiningId }, admin)).rejects.toMatchObject({ code: 'JOINING_QUESTION' });
    const before = (await members(tree.site.id)).length;
    expect((await m.call(ApproveJoining, { joiningId, person: 'KNOWN' }, admin)).workerId).toBe(here?.workerId);
    expect(await members(tree.site.id)).toHaveLength(before);

    const second = await applied(applicant({ name: here?.name ?? '', birthDate: here?.birthDate ?? '' }));
    const namesake = await m.call(ApproveJoining, { joiningId: second.joiningId, person: 'NEW' }, admin);
    expect(namesake.workerId).not.toBe(here?.workerId);
  });

  it('of a member of another union becomes a transfer, and shows nothing of that union', async () => {
    const [elsewhere] = await members(tree.otherSite.id);
    const { joiningId } = await applied(
      applicant({ name: elsewhere?.name ?? '', cardNumber: elsewhere?.cardNumber ?? '' }),
    );
    const { matches } = await m.call(ReadJoining, { joiningId }, admin);
    expect(matches).toEqual([{ workerId: null, name: null, unitName: null, status: 'ACTIVE', by: ['CARD'] }]);
    await expect(m.call(ApproveJoining, { joiningId, person: 'NEW' }, admin)).rejects.toMatchObject({
      code: 'CARD_NUMBER_TAKEN',
    });
    const { transferId } = await m.call(ApproveJoining, { joiningId, person: 'KNOWN' }, admin);
    const transfer = (await m.call(UnitTransfers, { unitId: tree.site.id }, admin)).items[0];
    expect(transfer).toMatchObject({ transferId, state: 'WAITING', askedBy: 'RECEIVING', from: null });
    expect((await m.call(FindWorkers, { search: elsewhere?.cardNumber ?? '' }, admin)).items).toEqual([]);
  });

  it('again, of somebody who has left, is the same worker with a new slot', async () => {
    const gone = (await members(tree.otherSite.id))[1];
    const workerId = gone?.workerId ?? '';
    await m.call(RecordDeparture, { workerId, kind: 'LEFT', on: '2026-01-31' }, m.admin);
    const { joiningId } = await applied(applicant({ name: gone?.name ?? '', phone: '14000000004' }));
    expect((await m.call(ReadJoining, { joiningId }, admin)).matches).toMatchObject([
      { status: 'LEFT', by: ['PHONE'] },
    ]);
    const back = await m.call(ApproveJoining, { joiningId, person: 'KNOWN' }, admin);
    expect([back.workerId, back.transferId]).toEqual([workerId, null]);
    const [told] = (await m.workersChanged())
      .flat()
      .filter((w) => w.workerId === workerId)
      .slice(-1);
    const slots = (await members(tree.site.id)).map((w) => w.slot);
    expect(told).toMatchObject({ unitId: tree.site.id, status: 'ACTIVE', slot: Math.max(...slots) });
  });

  it('repeated with the same Idempotency-Key is one application with one receipt', async () => {
    const who = applicant();
    const twice = () => runInContext(newRequestContext({ idempotencyKey: 'the-same-key-0001' }), () => apply(who));
    const receipts = [await twice(), await twice()].map((a) => a.receipt);
    expect(receipts[0]).toBe(receipts[1]);
    const rows = await m.database.query<{ n: number }>(
      `select count(*)::int as n from joining where state = 'WAITING' and applied_at > now() - interval '1 minute'
        group by phone_index having count(*) > 1`,
    );
    expect(rows).toEqual([]);
  });

  it('left alone for long ends, and what was decided is forgotten in time', async () => {
    const [old, refused] = [await applied(applicant()), await applied(applicant())];
    await m.call(RefuseJoining, { joiningId: refused.joiningId, reason: '重复' }, admin);
    const age = (column: string, days: number, id: string) =>
      m.database.query(`update joining set ${column} = now() - make_interval(days => $1) where id = $2`, [
        days + 1,
        id,
      ]);
    await age('applied_at', JOINING_EXPIRY_DAYS, old.joiningId);
    await age('decided_at', JOINING_KEPT_DAYS, refused.joiningId);
    await eventually(async () => {
      expect((await m.call(JoiningByReceipt, { receipt: old.receipt }, ANONYMOUS)).state).toBe('EXPIRED');
      await expect(m.call(JoiningByReceipt, { receipt: refused.receipt }, ANONYMOUS)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
    const [row] = await m.database.query(`select applicant_encrypted, phone_index from joining where id = $1`, [
      old.joiningId,
    ]);
    expect(row).toEqual({ applicant_encrypted: null, phone_index: null });
  });

  it('cannot flood a union', async () => {
    await m.database.query(
      `insert into joining (id, unit_id, receipt_hash, applicant_encrypted, key_id)
       select uuidv7(), $1, sha256(n::text::bytea), '\\x00', 'k1' from generate_series(1, $2::int) n`,
      [tree.site.id, MOST_WAITING],
    );
    await expect(apply(applicant())).rejects.toMatchObject({ code: 'JOINING_FULL' });
  });
});
