import { type Actor, ANONYMOUS } from '@guantong/contracts';
import { newRequestContext, runInContext } from '@guantong/platform';
import { Logger } from '@nestjs/common';
import { AttachmentRpc } from '../attachment/rpc/attachment.rpc.js';
import { OpenCasesRpc } from '../case/rpc/open-cases.rpc.js';
import { buildHandler } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { dumpDatabase } from '../testing/dump-database.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { buildPhoto } from '../testing/build-photo.js';
import { AnnounceAnonymousSteps } from './application/announce-anonymous-steps.js';

const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** A time of day other than midnight, as PostgreSQL and JSON write it. */
const FINE_TIME = /\d{4}-\d\d-\d\d[T ](?!00:00:00(?:\.0+)?(?![.\d]))\d\d:\d\d/;

describe('an anonymous case', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let open: OpenCasesRpc;
  let union: TestUnit;
  let direct: TestUnit;
  let cadre: Actor;
  const logged: string[] = [];

  beforeAll(async () => {
    const note = (...args: unknown[]) => void logged.push(JSON.stringify(args));
    Logger.overrideLogger({ log: note, error: note, warn: note, debug: note, verbose: note });
    f = await feedbackFixture();
    at = caseDesk(f);
    open = f.get(OpenCasesRpc);
    [, , direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    cadre = buildHandler(union.unitId);
  });
  afterAll(async () => {
    Logger.overrideLogger(['error']);
    await f.stop();
  });

  /** The request as it might arrive: with all that a careless gateway could have tied to it. */
  const request = <T>(work: () => Promise<T>, idempotencyKey?: string): Promise<T> =>
    runInContext(
      newRequestContext({
        correlationId: 'CANARY-203.0.113.77',
        traceparent: 'CANARY-Mozilla/5.0',
        actorId: '00000000-0000-7000-8000-00000000cafe',
        ...(idempotencyKey && { idempotencyKey }),
      }),
      work,
    );
  const submit = (text = '食堂不卫生', key?: string) =>
    request(() => at.intake.anonymously({ kind: 'daily_life', text, unitId: union.unitId }), key);
  const caseIdOf = async (number: string): Promise<string> => {
    const [row] = await f.database.query<{ id: string }>(`select id from feedback_case where number = $1`, [number]);
    return row?.id ?? '';
  };
  /** Tells of all steps now, whatever the clock on the wall says. */
  const tick = async (): Promise<number> => {
    await f.database.query(`update coarse_tick set tick = 0`);
    return f.get(AnnounceAnonymousSteps).run();
  };

  it('leaves no trace of the person, the machine, the session or the moment in any table or log', async () => {
    const { attachmentId } = await request(
      () => f.get(AttachmentRpc).store(buildPhoto(), ANONYMOUS),
      'key-of-the-photo-0001',
    );
    const { receiptCode, number } = await request(
      () =>
        at.intake.anonymously({
          kind: 'complaint',
          text: '工会扣钱',
          unitId: union.unitId,
          aboutOwnUnion: true,
          attachmentIds: [attachmentId],
        }),
      'CANARY-key-of-a-person-1',
    );
    await request(() => open.message({ receiptCode, text: '补充' }), 'CANARY-key-of-a-person-2');
    const dump = await dumpDatabase(f.database, { except: ['mikro_orm_migrations', 'unit_mirror', 'sla_policy'] });
    expect(dump).toContain(number); // the control: the dump does show the case
    for (const canary of ['CANARY', '203.0.113', 'Mozilla', 'cafe', receiptCode, receiptCode.replaceAll('-', '')]) {
      expect(dump).not.toContain(canary);
      expect(logged.join('\n')).not.toContain(canary);
    }
    expect(dump).not.toMatch(FINE_TIME);
    const ids = await f.database.query<{ id: string }>(
      `select id from feedback_case union all select id from case_attachment union all select id from coarse_announcement`,
    );
    expect(ids.length).toBeGreaterThanOrEqual(4);
    for (const { id } of ids) expect(id).toMatch(V4);
    expect(await f.database.query(`select 1 from outbox union all select 1 from idempotency_key`)).toEqual([]);
  });

  it('under a name leaves a time, an id of that time and an event (the control)', async () => {
    const before = await f.database.query(`select 1 from outbox`);
    const worker: Actor = {
      ...ANONYMOUS,
      kind: 'WORKER',
      worker: { id: cadre.accountId ?? '', unitId: union.unitId, slot: 0 },
    };
    const { caseId } = await request(() => at.submit(worker), 'CANARY-key-of-a-named-1');
    expect(caseId).not.toMatch(V4);
    const dump = await dumpDatabase(f.database, { except: ['mikro_orm_migrations', 'unit_mirror', 'sla_policy'] });
    expect(dump).toMatch(FINE_TIME);
    expect(dump).toContain('CANARY');
    expect((await f.database.query(`select 1 from outbox`)).length).toBe(before.length + 1);
    await f.database.query(`delete from outbox`);
    await f.database.query(`delete from idempotency_key`);
  });

  it('is told to others with the coarse tick only: all of it at once, in no order, with clocks that tell no moment', async () => {
    await tick();
    await f.database.query(`delete from outbox`);
    const numbers = await Promise.all(Array.from({ length: 12 }, (_, i) => submit(`第${i}件`).then((t) => t.number)));
    expect(await f.database.query(`select 1 from outbox`)).toEqual([]);
    expect(await tick()).toBe(12);
    const rows = await f.database.query<{ envelope: string }>(`select envelope from outbox order by id`);
    const told = rows.map(
      (r) =>
        JSON.parse(r.envelope) as { data: { caseId: string }; time: string; actorid?: string; correlationid: string },
    );
    const times = told.map((t) => Date.parse(t.time)); // that of the tick, for all
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1000);
    expect(JSON.stringify(rows)).not.toMatch(/CANARY|cafe/);
    const submitted = await Promise.all(numbers.map(caseIdOf));
    expect(told.map((t) => t.data.caseId).toSorted()).toEqual(submitted.toSorted());
    expect(told.map((t) => t.data.caseId)).not.toEqual(submitted);
    const clocks = await f.database.query<{ at: string }>(
      `select distinct to_char(due_at at time zone 'UTC', 'MI:SS.US') as at from feedback_case where id = any ($1::uuid[])`,
      [submitted],
    );
    expect(clocks).toEqual([{ at: '00:00.000000' }]);
  });

  it('starts a clock shorter than an hour at a full minute', async () => {
    const { number } = await request(() =>
      at.intake.anonymously({ kind: 'hazard', text: '脚手架松了', unitId: union.unitId }),
    );
    await tick();
    const [row] = await f.database.query<{ s: string; m: number }>(
      `select to_char(due_at, 'SS.US') as s, ceil(extract(epoch from due_at - now()) / 60)::int as m from feedback_case where number = $1`,
      [number],
    );
    expect(row).toEqual({ s: '00.000000', m: expect.any(Number) });
    expect([15, 16]).toContain(row?.m);
  });

  it('ticks once for any number of copies, and again when the clock was set back', async () => {
    const announce = f.get(AnnounceAnonymousSteps);
    await tick();
    await submit('先来的');
    expect(await announce.run()).toBe(0); // the same stretch of time
    await f.database.query(`update coarse_tick set tick = tick + 1000`); // as if the clock had been ahead
    const copies = await Promise.all([announce.run(), announce.run(), announce.run()]);
    expect(copies.toSorted()).toEqual([0, 0, 1]);
  });

  it('is made once for one key: the repeat gets the same number and the same code, which is kept nowhere', async () => {
    const twice = await Promise.all([submit('同一件', 'a-long-enough-key-1'), submit('同一件', 'a-long-enough-key-1')]);
    expect(twice[0]).toEqual(twice[1]);
    expect(await submit('同一件', 'a-long-enough-key-1')).toEqual(twice[0]);
    expect((await f.database.query(`select 1 from feedback_case where text = '同一件'`)).length).toBe(1);
  });

  it('of somebody else with the same key is another case with another code', async () => {
    const [one, other] = [await submit('我的', 'a-long-enough-key-2'), await submit('别人的', 'a-long-enough-key-2')];
    expect(one.receiptCode).not.toBe(other.receiptCode);
    expect(one.number).not.toBe(other.number);
  });

  it('refuses keys so short that others will have them too', async () => {
    await expect(submit('短', 'key-0001')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_TOO_SHORT' });
  });

  it('is followed and settled by whoever holds the code', async () => {
    const { receiptCode, number } = await submit('路灯坏了');
    const typed = receiptCode.toLowerCase().replaceAll('-', ' ');
    expect(await open.get({ receiptCode: typed })).toMatchObject({
      number,
      state: 'SUBMITTED',
      submittedAt: null,
      submittedBy: 'ANONYMOUS',
    });
    const caseId = await caseIdOf(number);
    await at.acknowledge(cadre, caseId);
    await at.resolve(cadre, caseId, '已经修好');
    const answered = await open.get({ receiptCode });
    expect(answered).toMatchObject({ state: 'RESOLVED', replies: [{ text: '已经修好', final: true }] });
    expect(answered.history.map((h) => [h.by, h.at === null])).toEqual([
      ['ANONYMOUS', true],
      ['STAFF', false],
      ['STAFF', false],
    ]);
    expect(await open.reopen({ receiptCode, reason: '又坏了' })).toMatchObject({ state: 'REOPENED', dueAt: null });
    expect(await tick()).toBeGreaterThan(0);
    expect(await open.get({ receiptCode })).toMatchObject({
      dueAt: expect.any(String),
      owner: { unitId: union.unitId },
    });
    await at.resolve(cadre, caseId);
    expect(await open.confirm({ receiptCode, satisfaction: 5 })).toMatchObject({ state: 'CONFIRMED', satisfaction: 5 });
    await tick();
    const types = (await at.events(caseId)).map((e) => e.type.split('.')[3]);
    expect(types.filter((t) => t === 'reopened' || t === 'confirmed')).toEqual(['reopened', 'confirmed']);
  });

  it('takes a repeated step once', async () => {
    const { receiptCode } = await submit('空调坏了');
    const say = () => request(() => open.message({ receiptCode, text: '三楼' }), 'a-long-enough-key-3');
    const answers = [await say(), await say()];
    expect(answers.map((a) => a.history.length)).toEqual([2, 2]);
    expect(
      (await request(() => open.message({ receiptCode, text: '四楼' }), 'a-long-enough-key-3')).history,
    ).toHaveLength(3);
  });

  it('is not found by a code that is not its own', async () => {
    await expect(open.get({ receiptCode: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AA' })).rejects.toMatchObject({
      code: 'RECEIPT_CODE_UNKNOWN',
    });
  });

  it('shows the desk the day and nothing finer, and is never shown as a worker’s', async () => {
    const { number } = await submit('没有名字');
    const seen = await at.see(cadre, await caseIdOf(number));
    expect(seen).toMatchObject({
      submittedBy: 'ANONYMOUS',
      workerId: null,
      hasRecord: false,
      submittedAt: null,
      submittedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(JSON.stringify(seen)).not.toMatch(FINE_TIME);
  });

  it('climbs like any other, with clocks at full hours', async () => {
    const { number } = await submit('没人理');
    await tick();
    const caseId = await caseIdOf(number);
    await at.ring(caseId);
    expect(await at.see(buildHandler(direct.unitId), caseId)).toMatchObject({
      owner: { unitId: direct.unitId },
      dueAt: expect.stringMatching(/:00:00\.000Z$/),
    });
  });
});
