import type { WorkerPage } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import type { Row } from '../generate/read-demo-city.js';

/** Worker ids by union card number, each with a password from now on. */
export async function openWorkerAccounts(desk: ApiClient, rows: readonly Row[]): Promise<Map<string, string>> {
  const workers = new Map<string, string>();
  for (const row of rows) {
    const card = row['京卡号'] ?? '';
    const { items } = await desk.get<WorkerPage>('/api/desk/workers', { search: card });
    const worker = items.find((item) => item.cardNumber === card);
    if (!worker) throw new Error(`no worker has the card ${card}`);
    await desk.put(`/api/desk/workers/${worker.workerId}/password`, { password: row['密码'] });
    workers.set(card, worker.workerId);
  }
  return workers;
}
