import type { AccessRule } from '../../../apps/gateway/src/session/access.js';
import { accessRules } from '../../../apps/gateway/src/docs/access-rules.js';
import { defineContentService } from '../../../apps/content/src/define-service.js';
import { defineDistribution } from '../../../apps/distribution/src/define-service.js';
import { defineFeedback } from '../../../apps/feedback/src/define-service.js';
import { GatewayConfig } from '../../../apps/gateway/src/gateway-config.js';
import { startGateway } from '../../../apps/gateway/src/start-gateway.js';
import { defineMembershipService } from '../../../apps/membership/src/define-service.js';
import { startService } from '@guantong/host';
import { RpcClient } from '@guantong/messaging';
import { disposableBroker, emptyDatabase } from '@guantong/testing';

export interface WholeSystem {
  /** Of the gateway. */
  url: string;
  natsUrl: string;
  /** Past the gateway, straight to the services. */
  rpc: RpcClient;
  /** What the gateway's routes declare, by operation id. */
  declared: ReadonlyMap<string, AccessRule>;
  stop(): Promise<void>;
}

const SECRETS = {
  FIELD_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  RECEIPT_SECRET: 'only-for-tests-only-for-tests-only',
};

/** Every service and the gateway in this one process, each on a database of its own, with a NATS server beside them. */
export async function wholeSystem(): Promise<WholeSystem> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const broker = await disposableBroker();
    stops.push(() => broker.stop());
    const environment = async (): Promise<NodeJS.ProcessEnv> => {
      const { url, drop } = await emptyDatabase();
      stops.push(drop);
      // Anonymous steps are told to others within the second here, not within a quarter of an hour
      const quick = { IMPORT_POLL_MS: '50', ANONYMOUS_TICK: '1', DB_POOL: '4', SECOND_FACTOR: 'offered' };
      return { DATABASE_URL: url, NATS_URL: broker.url, LOG_LEVEL: 'error', ...SECRETS, ...quick };
    };
    const started = [
      await startService(defineMembershipService(await environment())),
      await startService(defineContentService(await environment())),
      await startService(defineDistribution(await environment())),
      await startService(defineFeedback(await environment())),
    ];
    stops.push(() => Promise.all(started.map((app) => app.close())));
    const limits = {
      TRUSTED_PROXIES: '127.0.0.1',
      OPEN_WRITES_PER_MINUTE: 0,
      SESSION_WRITES_PER_MINUTE: 0,
      MAX_STREAMS_PER_SESSION: 1000,
      RPC_DEADLINE_MS: 9000, // who may, not how fast: a machine that stands still for seconds says nothing about it
    };
    const settings = { NATS_URL: broker.url, PORT: 0, LOG_LEVEL: 'error' as const, ...limits };
    const gateway = await startGateway(Object.assign(new GatewayConfig(), settings));
    stops.push(() => gateway.close());
    const rpc = new RpcClient({ service: 'access', natsUrl: broker.url, rpcDeadlineMs: 10_000 });
    stops.push(() => rpc.onApplicationShutdown());
    const url = (await gateway.getUrl()).replace('[::1]', '127.0.0.1');
    return { url, natsUrl: broker.url, rpc, declared: accessRules(gateway), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
