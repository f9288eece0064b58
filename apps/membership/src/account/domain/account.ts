import { newId } from '@guantong/platform';

/** Somebody who can log in. Staff have a log-in name; a worker's account is bound to their place in the roster. */
export class Account {
  id: string;
  kind: 'STAFF' | 'WORKER';
  /** Lower case; staff only. */
  login: string | null;
  displayName: string | null;
  workerId: string | null;
  /** argon2id in PHC form; null while there is none. */
  passwordHash: string | null;
  status: 'ACTIVE' | 'CLOSED';

  static staff(login: string, displayName: string, passwordHash: string | null): Account {
    return Object.assign(new Account(), {
      id: newId(),
      kind: 'STAFF',
      login: login.toLowerCase(),
      displayName,
      workerId: null,
      passwordHash,
      status: 'ACTIVE',
    } satisfies Account);
  }

  static ofWorker(workerId: string): Account {
    return Object.assign(new Account(), {
      id: newId(),
      kind: 'WORKER',
      login: null,
      displayName: null,
      workerId,
      passwordHash: null,
      status: 'ACTIVE',
    } satisfies Account);
  }
}
