import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FileImportErrorPage, FileImportView } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';

export const importUnits = (desk: ApiClient, file: string): Promise<FileImportView> =>
  importFile(desk, '/api/desk/unit-imports', file);

/** Every roster, two at a time. A roster that is there already changes nothing. */
export async function importRosters(desk: ApiClient, folder: string): Promise<FileImportView[]> {
  const waiting = (await readdir(folder)).filter((name) => name.endsWith('.xlsx')).toSorted();
  const done: FileImportView[] = [];
  const takeTurns = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      done.push(await importFile(desk, '/api/desk/roster-imports', path.join(folder, file)));
    }
  };
  await Promise.all([takeTurns(), takeTurns()]);
  return done;
}

/** Sends a file and waits until it has been worked through. Lines that were left out are an error: this city has none. */
async function importFile(desk: ApiClient, route: string, file: string): Promise<FileImportView> {
  let view = await desk.upload<FileImportView>(route, path.basename(file), new Uint8Array(await readFile(file)));
  while (view.status !== 'DONE' && view.status !== 'FAILED') {
    await delay(150);
    view = await desk.get<FileImportView>(`${route}/${view.importId}`);
  }
  if (view.status === 'FAILED')
    throw new Error(`${view.fileName}: ${view.failure?.zh ?? ''} ${view.failure?.en ?? ''}`);
  if (view.rejected + view.questions + view.needsTransfer > 0) {
    const { items } = await desk.get<FileImportErrorPage>(`${route}/${view.importId}/errors`, { limit: 3 });
    throw new Error(
      `${view.fileName}: ${items.map(({ line, column, zh }) => `第 ${line} 行 ${column} ${zh}`).join('；')}`,
    );
  }
  return view;
}
