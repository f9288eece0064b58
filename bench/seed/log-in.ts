import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { hash as argon2 } from '@node-rs/argon2';
import type { Client } from 'pg';
import type { PickedWorker } from './load-workers.js';
import type { SeededWorker } from './seeded-city.js';

/** A session as logging in leaves it: the token is ours, the database has its SHA-256. */
function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest() };
}

/** Accounts and open sessions for these workers. */
export async function logInWorkers(membership: Client, workers: readonly PickedWorker[]): Promise<SeededWorker[]> {
  const sessions = workers.map((worker) => ({ ...worker, accountId: newId(), sessionId: newId(), ...newToken() }));
  await membership.query(
    `insert into account (id, kind, worker_id) select id, 'WORKER', worker_id from unnest($1::uuid[], $2::uuid[]) as a (id, worker_id)`,
    [sessions.map((s) => s.accountId), sessions.map((s) => s.id)],
  );
  await membership.query(
    `insert into session (id, token_hash, account_id, expires_at)
     select id, hash, account_id, now() + interval '1 day' from unnest($1::uuid[], $2::bytea[], $3::uuid[]) as s (id, hash, account_id)`,
    [sessions.map((s) => s.sessionId), sessions.map((s) => s.hash), sessions.map((s) => s.accountId)],
  );
  return sessions.map(({ id, unitId, slot, token }) => ({ id, unitId, slot, token }));
}

/** An account with appointments at one unit, and an open session; its token. */
export async function logInStaff(
  membership: Client,
  login: string,
  unitId: string,
  roles: readonly Role[],
): Promise<string> {
  const { token, hash } = newToken();
  const accountId = newId();
  await membership.query(`insert into account (id, kind, login, display_name) values ($1, 'STAFF', $2, $2)`, [
    accountId,
    login,
  ]);
  await membership.query(
    `insert into appointment (id, account_id, unit_id, role, starts_at)
     select id, $2, $3, role, now() - interval '1 minute' from unnest($1::uuid[], $4::text[]) as a (id, role)`,
    [roles.map(() => newId()), accountId, unitId, roles],
  );
  await membership.query(
    `insert into session (id, token_hash, account_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [newId(), hash, accountId],
  );
  return token;
}

/** Accounts of staff who log in by password: `<prefix>-0` and so on, all with the same hash, which is as slow to check. */
export async function staffWithPassword(
  membership: Client,
  { prefix, count, unitId, password }: { prefix: string; count: number; unitId: string; password: string },
): Promise<string[]> {
  const passwordHash = await argon2(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const people = Array.from({ length: count }, (_, n) => ({ id: newId(), login: `${prefix}-${n}` }));
  await membership.query(
    `insert into account (id, kind, login, display_name, password_hash)
     select id, 'STAFF', login, login, $3 from unnest($1::uuid[], $2::text[]) as a (id, login)`,
    [people.map((p) => p.id), people.map((p) => p.login), passwordHash],
  );
  await membership.query(
    `insert into appointment (id, account_id, unit_id, role, starts_at)
     select id, account_id, $3, 'analyst', now() - interval '1 minute'
       from unnest($1::uuid[], $2::uuid[]) as a (id, account_id)`,
    [people.map(() => newId()), people.map((p) => p.id), unitId],
  );
  return people.map((p) => p.login);
}
