/**
 * Waits for statements of one transaction that do not need each other's results. They queue up on its connection, and
 * what the next one takes is put together while the database works on the one before. When one fails the others are
 * waited for all the same: none may still be queued when the transaction is rolled back.
 */
export async function allDone(statements: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(statements);
  // those behind the first failure say only that the transaction has failed
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
