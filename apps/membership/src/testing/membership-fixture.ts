import {
  type Actor,
  Appoint,
  BootstrapCity,
  type MirroredWorker,
  type Role,
  type RpcDefinition,
  SYSTEM,
  type UnitStateV1,
} from '@guantong/contracts';
import { startService } from '@guantong/host';
import { RpcClient } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { disposableBroker, emptyDatabase } from '@guantong/testing';
import type { INestApplication } from '@nestjs/common';
import { actorOfAccount } from '../appointment/application/actor-of-account.js';
import { AppointmentReader } from '../appointment/persistence/appointment-reader.js';
import { defineMembershipService } from '../define-service.js';

export const PASSWORD = 'long-enough-to-be-good';
export const KEYS = {
  FIELD_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
};

export interface MembershipFixture {
  app: INestApplication;
  database: Database;
  env: NodeJS.ProcessEnv;
  cityId: string;
  /** The city's first administrator. */
  admin: Actor;
  call<Q extends object, A>(definition: RpcDefinition<Q, A>, request: Q, actor: Actor): Promise<A>;
  /** Appoints somebody new, and gives the actor they are once logged in. */
  staff(unitId: string, role: Role): Promise<Actor & { accountId: string; login: string }>;
  /** An account as it may act now. */
  actorNow(accountId: string): Promise<Actor>;
  unitStates(): Promise<UnitStateV1[]>;
  /** Everything WorkersChanged has told so far, in order. */
  workersChanged(): Promise<MirroredWorker[][]>;
  stop(): Promise<void>;
}

/** The whole service in this process, on a PostgreSQL database and a NATS server of its own, with a city in it. */
export async function membershipFixture(settings: NodeJS.ProcessEnv = {}): Promise<MembershipFixture> {
  const broker = await disposableBroker();
  const db = await emptyDatabase();
  const env = {
    DATABASE_URL: db.url,
    NATS_URL: broker.url,
    LOG_LEVEL: 'silent',
    IMPORT_POLL_MS: '50',
    SECOND_FACTOR: 'offered',
    ...KEYS,
    ...settings,
  };
  const app = await startService(defineMembershipService(env));
  const rpc = app.get(RpcClient);
  const database = app.get(Database);
  const call: MembershipFixture['call'] = (definition, request, actor) => rpc.call(definition, request, actor);
  const { unitId, accountId } = await call(
    BootstrapCity,
    { code: 'BJ', name: '北京市总工会', shortName: '市总', login: 'admin', displayName: '王管理', password: PASSWORD },
    SYSTEM,
  );
  const actorNow = async (id: string): Promise<Actor> =>
    actorOfAccount(id, await app.get(AppointmentReader).inForce(id));
  const admin = await actorNow(accountId);
  let people = 0;
  const events = async <T>(type: string): Promise<T[]> => {
    const rows = await database.query<{ data: T }>(
      `select envelope::json -> 'data' as data from outbox where type = $1 order by id`,
      [type],
    );
    return rows.map((row) => row.data);
  };
  return {
    app,
    database,
    env,
    cityId: unitId,
    admin,
    call,
    actorNow,
    staff: async (at, role) => {
      const login = `person-${++people}`;
      const made = await call(
        Appoint,
        { unitId: at, role, login, displayName: `员工${people}`, password: PASSWORD },
        admin,
      );
      return { ...(await actorNow(made.accountId)), accountId: made.accountId, login };
    },
    unitStates: () => events<UnitStateV1>('state.membership.unit.v1'),
    workersChanged: async () =>
      (await events<{ workers: MirroredWorker[] }>('evt.membership.workers.changed.v1')).map((data) => data.workers),
    stop: async () => {
      await app.close();
      await db.drop();
      await broker.stop();
    },
  };
}
