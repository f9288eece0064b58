import { ListOf, type NamedWorker, Text, type UnreachedPage, UnreachedWorker } from '@guantong/contracts';

export class NamedUnreachedWorker extends UnreachedWorker {
  @Text({ nullable: true, about: 'null when the worker is not (or no longer) one of yours' }) name: string | null;
  @Text({ nullable: true, about: 'Masked: 140****1234' }) maskedPhone: string | null;
}
export class NamedUnreachedPage {
  @ListOf(() => NamedUnreachedWorker, { max: 200 }) items: NamedUnreachedWorker[];
  @Text({ nullable: true, max: 300 }) next: string | null;
}

/** Puts names to workers. Names live in membership only, which gives those within the caller's own scope. */
export function nameUnreached(page: UnreachedPage, named: readonly NamedWorker[]): NamedUnreachedPage {
  const byId = new Map(named.map((worker) => [worker.workerId, worker]));
  const items = page.items.map((item) => {
    const worker = item.workerId === null ? undefined : byId.get(item.workerId);
    return { ...item, name: worker?.name ?? null, maskedPhone: worker?.maskedPhone ?? null };
  });
  return { items, next: page.next };
}
