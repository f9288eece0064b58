import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeskCase, DeskCasePage, WorkerCase } from '@guantong/contracts';
import { readDocument } from '../load/read-document.js';
import { CITY_FOLDER, type Cast } from './cast.js';
import type { Telling } from './telling.js';

/** A worker on a building site reports a hazard with a photo; the safety officer on duty has it at once. */
export async function tellHazard({ people, places }: Cast, telling: Telling): Promise<void> {
  telling.chapter('二、隐患上报：值班安全员马上看到', 'II. A hazard: the safety officer on duty sees it at once');
  telling.step('报隐患', 'a hazard is reported');
  const { head, text } = await readDocument(path.join(CITY_FOLDER, 'cases', 'scaffold-guard-rail.md'));
  const photo = new Uint8Array(await readFile(path.join(CITY_FOLDER, 'cases', head.photo ?? '')));
  const { attachmentId } = await people.scaffolder.upload<{ attachmentId: string }>(
    '/api/worker/attachments',
    'photo.jpg',
    photo,
  );

  const mine = await people.safetyOfficer.stream<DeskCasePage>('/api/desk/cases/stream', { assignee: 'me' });
  try {
    const began = Date.now();
    const submitted = await people.scaffolder.post<WorkerCase>('/api/worker/cases', {
      kind: head.kind,
      text,
      attachmentIds: [attachmentId],
    });
    const page = await mine.until(({ items }) => items.some(({ caseId }) => caseId === submitted.caseId), 10_000);
    const milliseconds = Date.now() - began;
    const seen = page.items.find(({ caseId }) => caseId === submitted.caseId);
    telling.expect(
      '交办到的单位和状态',
      { owner: seen?.owner.name, state: seen?.state },
      { owner: places.site.name, state: 'ASSIGNED' },
    );
    telling.say(
      `架子工报隐患，附照片一张；${milliseconds} 毫秒后，值班安全员的屏幕上已经有了（${submitted.number}）`,
      `The scaffolder reports a hazard with a photo; ${milliseconds} ms later it is on the screen of the safety officer on duty`,
    );
    telling.quote('架子工', text);
    await settle(submitted.caseId, people, telling);
  } finally {
    mine.close();
  }
}

async function settle(caseId: string, { safetyOfficer, scaffolder }: Cast['people'], telling: Telling): Promise<void> {
  telling.step('处理隐患', 'the hazard is dealt with');
  const seen = await safetyOfficer.get<DeskCase>(`/api/desk/cases/${caseId}`);
  telling.expect('照片', seen.attachments.length, 1);
  const photo = await safetyOfficer.get<Buffer>(`/api/desk/attachments/${seen.attachments[0]?.attachmentId ?? ''}`);
  telling.expect('照片是 JPEG', photo.subarray(0, 2).toString('hex'), 'ffd8');
  await safetyOfficer.post(`/api/desk/cases/${caseId}/acknowledgement`, { note: '马上到现场' });
  await safetyOfficer.post(`/api/desk/cases/${caseId}/resolution`, {
    text: '已停工，护栏补好，验收过了才让上人。谢谢您。',
  });
  const confirmed = await scaffolder.post<WorkerCase>(`/api/worker/cases/${caseId}/confirmation`, { satisfaction: 5 });
  telling.expect(
    '确认后的状态',
    { state: confirmed.state, satisfaction: confirmed.satisfaction },
    { state: 'CONFIRMED', satisfaction: 5 },
  );
  telling.say(
    '安全员受理、整改、答复，职工确认，很满意',
    'The officer acknowledges, has it mended and answers; the worker confirms, very satisfied',
  );
}
