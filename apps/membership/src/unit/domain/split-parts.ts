import type { SplitPart } from './unit-change.js';

/** Whether anything is named for two of the new units, or twice for one. */
export function repeatsAny(parts: readonly SplitPart[]): boolean {
  const named = [
    parts.flatMap((part) => part.childIds),
    parts.flatMap((part) => part.workerIds),
    parts.flatMap((part) => part.trades),
  ];
  return named.some((list) => new Set(list).size < list.length);
}

/** Which of the new unions each worker goes to: being named goes before the trade. */
export function partOfWorkers(
  parts: readonly SplitPart[],
  members: readonly { workerId: string; trade: string }[],
): { workerId: string; unitId: string }[] {
  const byId = new Map(parts.flatMap((part) => part.workerIds.map((id): [string, string] => [id, part.unitId])));
  const byTrade = new Map(parts.flatMap((part) => part.trades.map((trade): [string, string] => [trade, part.unitId])));
  return members.flatMap(({ workerId, trade }) => {
    const unitId = byId.get(workerId) ?? byTrade.get(trade);
    return unitId ? [{ workerId, unitId }] : [];
  });
}
