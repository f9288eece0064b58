import { setTimeout as delay } from 'node:timers/promises';
import { sqlState } from '@guantong/persistence';

/** Another transaction was faster: deadlock, serialisation, lock timeout, or the same union card entered meanwhile. */
const CONFLICTS = new Set(['40P01', '40001', '55P03', '23505']);
const TRIES = 6;

/** Runs a transaction again when it lost against another one. */
export async function retryOnConflict<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === TRIES || !CONFLICTS.has(sqlState(error) ?? '')) throw error;
      await delay(20 * attempt + Math.random() * 30);
    }
  }
}
