import { type Actor, ERASED_TEXT, WorkerErased } from '@guantong/contracts';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { columnsContaining } from '@guantong/testing';
import { AttachmentRpc } from '../attachment/rpc/attachment.rpc.js';
import { CaseFiguresRpc } from '../case/rpc/case-figures.rpc.js';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { buildPhoto } from '../testing/build-photo.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { EraseCasesOfWorker } from './application/erase-cases-of-worker.js';
import { OnWorkerErased } from './messaging/on-worker-erased.js';

const CANARY = '金丝雀7f3a';

describe('a worker who has everything erased', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let union: TestUnit;
  let worker: Actor;
  let handler: Actor;
  beforeEach(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    union = firstBranch(f.city).at(-1) as TestUnit;
    worker = buildWorker(union.unitId);
    handler = buildHandler(union.unitId);
  });
  afterEach(() => f.stop());

  const erase = (who: Actor) =>
    f.database.transaction((tx) =>
      f.get(OnWorkerErased).handle(
        {
          specversion: '1.0',
          id: newId(),
          source: 'membership',
          type: WorkerErased.subject,
          time: new Date().toISOString(),
          correlationid: newId(),
          data: { workerId: who.worker?.id ?? '' },
        },
        tx,
      ),
    );
  /** As over HTTP, with an Idempotency-Key, so that the answer is kept. */
  const once = <T>(who: Actor, work: () => Promise<T>): Promise<T> =>
    runInContext(newRequestContext({ idempotencyKey: newId(), actorId: who.accountId ?? '' }), work);
  const photo = () => {
    const { base64, contentType } = buildPhoto(10);
    const bytes = Buffer.concat([Buffer.from(base64, 'base64'), Buffer.from(CANARY)]).toString('base64');
    return f.get(AttachmentRpc).store({ contentType, base64: bytes }, worker);
  };
  /** A case with words in every place where there can be some. */
  const talkative = async (): Promise<string> => {
    const { attachmentId } = await photo();
    const { caseId } = await once(worker, () =>
      at.submit(worker, { text: `${CANARY}，请帮忙`, attachmentIds: [attachmentId] }),
    );
    await once(worker, () => at.message(worker, caseId, `补充：${CANARY}`));
    await once(handler, () => at.acknowledge(handler, caseId));
    await once(handler, () => at.reply(handler, caseId, `关于${CANARY}，正在办理`));
    return caseId;
  };
  const figures = async () =>
    (await f.get(CaseFiguresRpc).get({ unitId: union.unitId }, buildStaff({ unitId: union.unitId, role: 'auditor' })))
      .own;

  it('is in no column of the database any more', async () => {
    await talkative();
    const done = await talkative();
    await once(handler, () => at.resolve(handler, done, `${CANARY}已办好`));
    await photo(); // one that no case uses
    await at.worker.confirm({ caseId: done, satisfaction: 5, text: `谢谢，${CANARY}` }, worker);
    const where = await columnsContaining(f.database, CANARY);
    expect(where).toEqual([
      'case_attachment.bytes',
      'case_event.text',
      'case_reply.text',
      'feedback_case.text',
      'idempotency_key.answer',
    ]);
    await erase(worker);
    expect(await columnsContaining(f.database, CANARY)).toEqual([]);
    expect(await columnsContaining(f.database, worker.worker?.id ?? '')).toEqual(['erased_worker.worker_id']);
  });

  it('leaves a plain mark, and open cases withdrawn, with a history that says so', async () => {
    const caseId = await talkative();
    await erase(worker);
    const seen = await at.see(handler, caseId);
    expect(seen).toMatchObject({
      state: 'WITHDRAWN',
      text: ERASED_TEXT,
      workerId: null,
      hasRecord: false,
      step: null,
      dueAt: null,
      attachments: [],
    });
    expect(seen.history.map((h) => [h.what, h.text])).toEqual([
      ['SUBMITTED', null],
      ['MESSAGE', ERASED_TEXT],
      ['ACKNOWLEDGED', null],
      ['REPLIED', null],
      ['WITHDRAWN', ERASED_TEXT],
    ]);
    expect(seen.replies[0]).toMatchObject({ text: ERASED_TEXT });
    expect((await at.events(caseId)).at(-1)?.type).toContain('withdrawn');
    await expect(at.mine(worker, caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('changes no figure of what is closed', async () => {
    const caseId = await talkative();
    await at.resolve(handler, caseId);
    await at.confirm(worker, caseId, 4);
    const before = await figures();
    await erase(worker);
    expect(await figures()).toEqual(before);
    expect(before).toMatchObject({ settled: 1, satisfied: 1, answered: 1 });
    expect((await at.see(handler, caseId)).history.at(-1)).toMatchObject({ what: 'ERASED', state: 'CONFIRMED' });
  });

  it('leaves the cases of others, and anonymous ones, as they are', async () => {
    const other = buildWorker(union.unitId);
    const { caseId } = await at.submit(other, { text: '别人的话' });
    await at.intake.anonymously({ kind: 'suggestion', text: '匿名的话', unitId: union.unitId });
    await talkative();
    await erase(worker);
    expect(await at.mine(other, caseId)).toMatchObject({ text: '别人的话', version: 1 });
    expect(await columnsContaining(f.database, '匿名的话')).toEqual(['feedback_case.text']);
  });

  it('is not brought back: what is submitted late is refused, and what slipped in at that moment goes as well', async () => {
    await talkative();
    await erase(worker);
    await erase(worker);
    await expect(at.submit(worker, { text: CANARY })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    f.membership.workers = [worker.worker?.id ?? ''];
    const cadre = buildStaff({ unitId: union.unitId, role: 'cadre' });
    await expect(
      at.intake.forWorker(
        { unitId: union.unitId, workerId: worker.worker?.id ?? '', kind: 'wages', text: CANARY },
        cadre,
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const other = buildWorker(union.unitId);
    const { caseId } = await at.submit(other, { text: CANARY });
    await f.database.query(`update feedback_case set worker_id = $2 where id = $1`, [caseId, worker.worker?.id]);
    expect(await f.get(EraseCasesOfWorker).runLate()).toBe(1);
    expect(await f.get(EraseCasesOfWorker).runLate()).toBe(0);
    expect(await columnsContaining(f.database, CANARY)).toEqual([]);
  });

  it('is the only way in which words of a history can change', async () => {
    const caseId = await talkative();
    const change = (sql: string) => f.database.query(`update case_event set ${sql} where case_id = $1`, [caseId]);
    await expect(change(`text = 'anders'`)).rejects.toThrow('never changed');
    await expect(change(`at = now()`)).rejects.toThrow('never changed');
    await expect(change(`text = '${ERASED_TEXT}', what = 'CLOSED'`)).rejects.toThrow('never changed');
  });
});
