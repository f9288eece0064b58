import { type Actor, ANONYMOUS } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildHandler, buildWorker } from '../testing/build-actors.js';
import { buildPhoto } from '../testing/build-photo.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { RemoveUnusedAttachments } from './application/remove-unused-attachments.js';
import { AttachmentRpc } from './rpc/attachment.rpc.js';

describe('a photo', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let photos: AttachmentRpc;
  let union: TestUnit;
  let worker: Actor;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    photos = f.get(AttachmentRpc);
    union = firstBranch(f.city).at(-1) as TestUnit;
    worker = buildWorker(union.unitId);
  });
  afterAll(() => f.stop());

  const store = (who: Actor) => photos.store(buildPhoto(), who).then((a) => a.attachmentId);
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (e: { code: string }) => e.code,
    );

  it('belongs to its case, and is read by those who may see that', async () => {
    const attachmentId = await store(worker);
    const { caseId, attachments } = await at.submit(worker, { attachmentIds: [attachmentId] });
    expect(attachments).toEqual([{ attachmentId, contentType: 'image/jpeg', bytes: 203 }]);
    expect((await at.see(buildHandler(union.unitId), caseId)).attachments).toEqual(attachments);
    expect(await photos.read({ attachmentId }, worker)).toEqual({
      contentType: 'image/jpeg',
      base64: buildPhoto().base64,
    });
    expect(await code(photos.read({ attachmentId }, buildHandler(union.unitId)))).toBe('done');
    const stranger = buildHandler(f.city.children[1]?.unitId ?? '');
    for (const who of [stranger, buildWorker(union.unitId)]) {
      expect(await code(photos.read({ attachmentId }, who))).toBe('NOT_FOUND');
      expect(await code(photos.read({ attachmentId: newId() }, who))).toBe('NOT_FOUND');
    }
    expect(await code(photos.read({ attachmentId }, ANONYMOUS))).toBe('FORBIDDEN');
  });

  it('can be used only by whoever sent it, and only once; the case is not taken then', async () => {
    const attachmentId = await store(worker);
    const colleague = buildWorker(union.unitId);
    expect(await code(at.submit(colleague, { attachmentIds: [attachmentId], text: '用别人的照片' }))).toBe(
      'ATTACHMENT_UNKNOWN',
    );
    expect(await f.database.query(`select 1 from feedback_case where text = '用别人的照片'`)).toEqual([]);
    await at.submit(worker, { attachmentIds: [attachmentId] });
    expect(await code(at.submit(worker, { attachmentIds: [attachmentId] }))).toBe('ATTACHMENT_UNKNOWN');
    expect(await code(at.submit(worker, { attachmentIds: [newId()] }))).toBe('ATTACHMENT_UNKNOWN');
  });

  it('that nobody sent can be used anonymously, and one that somebody sent cannot', async () => {
    const anonymously = (attachmentIds: string[]) =>
      at.intake.anonymously({ kind: 'daily_life', text: '匿名', unitId: union.unitId, attachmentIds });
    expect(await code(anonymously([await store(ANONYMOUS)]))).toBe('done');
    expect(await code(anonymously([await store(worker)]))).toBe('ATTACHMENT_UNKNOWN');
    expect(await code(at.submit(worker, { attachmentIds: [await store(ANONYMOUS)] }))).toBe('ATTACHMENT_UNKNOWN');
  });

  it('that is not what it claims to be, or too large, is refused', async () => {
    const base64 = Buffer.from('<svg onload=alert(1)>').toString('base64');
    expect(await code(photos.store({ contentType: 'image/jpeg', base64 }, worker))).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(await code(photos.store({ ...buildPhoto(), contentType: 'image/webp' }, worker))).toBe(
      'UNSUPPORTED_MEDIA_TYPE',
    );
    expect(await code(photos.store(buildPhoto(614_400), worker))).toBe('PAYLOAD_TOO_LARGE');
  });

  it('that no case uses is removed after a day; one in use stays', async () => {
    const [unused, used, fresh] = [await store(worker), await store(worker), await store(worker)];
    await at.submit(worker, { attachmentIds: [used] });
    await f.database.query(`update case_attachment set on_day = on_day - 2 where id = any ($1::uuid[])`, [
      [unused, used],
    ]);
    expect(await f.get(RemoveUnusedAttachments).run()).toBe(1);
    const left = await f.database.query<{ id: string }>(`select id from case_attachment where id = any ($1::uuid[])`, [
      [unused, used, fresh],
    ]);
    expect(left.map((r) => r.id).toSorted()).toEqual([used, fresh].toSorted());
  });
});
