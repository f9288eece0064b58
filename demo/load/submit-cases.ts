import type { CaseSummaryPage, DeskCasePage } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import type { DemoDocument } from './read-document.js';

/** The others are told by `npm run demo`; anonymous ones would leave a receipt code that nobody has. */
export const CASES_AT_THE_START = ['battery-cabinet.md', 'place-to-rest.md', 'tickets-while-teaching.md'];

interface People {
  workerByCard: (card: string) => Promise<ApiClient>;
  staffByLogin: (login: string) => Promise<ApiClient>;
  workerIds: ReadonlyMap<string, string>;
  unitIds: ReadonlyMap<string, string>;
}

/** Submits a case as the person it comes from, unless it is there already. True when it was new. */
export async function submitCase({ head, text }: DemoDocument, people: People): Promise<boolean> {
  const isThere = ({ items }: CaseSummaryPage | DeskCasePage) =>
    items.some((item) => text.startsWith(item.excerpt.replace(/…$/, '').slice(0, 20)));
  const body = { kind: head.kind, text };
  if (head.from === 'on_behalf') {
    const cadre = await people.staffByLogin(head.by ?? '');
    if (isThere(await cadre.get<DeskCasePage>('/api/desk/cases', { limit: 100 }))) return false;
    const unitId = people.unitIds.get(head.unit ?? '');
    await cadre.post('/api/desk/cases', { ...body, unitId, workerId: people.workerIds.get(head.card ?? '') });
    return true;
  }
  const worker = await people.workerByCard(head.card ?? '');
  if (isThere(await worker.get<CaseSummaryPage>('/api/worker/cases', { limit: 100 }))) return false;
  await worker.post('/api/worker/cases', body);
  return true;
}
