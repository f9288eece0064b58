import {
  type Actor,
  ANONYMOUS,
  OpenSession,
  ResolveSession,
  SetWorkerPassword,
  type WorkerView,
} from '@guantong/contracts';
import { type MembershipFixture, PASSWORD } from './membership-fixture.js';

/** Logs a worker in, as the gateway would; the actor as of whenever it is asked for. */
export async function workerLogin(
  { call, admin }: Pick<MembershipFixture, 'call' | 'admin'>,
  worker: Pick<WorkerView, 'workerId' | 'cardNumber'>,
): Promise<() => Promise<Actor>> {
  await call(SetWorkerPassword, { workerId: worker.workerId, password: PASSWORD }, admin);
  const { token } = await call(OpenSession, { login: worker.cardNumber ?? '', secret: PASSWORD }, ANONYMOUS);
  return async () => (await call(ResolveSession, { token }, ANONYMOUS)).actor;
}
