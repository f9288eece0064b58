import { type Actor, fail, ResolveSession } from '@guantong/contracts';
import { type DisposableBroker, disposableBroker } from '@guantong/testing';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BrokerConnection } from '../broker/broker-connection.js';
import { GatewayConfig } from '../gateway-config.js';
import { startGateway } from '../start-gateway.js';
import { type FakeServices, fakeServices } from './fake-services.js';

export interface GatewayFixture {
  app: NestFastifyApplication;
  /** http://127.0.0.1:port */
  url: string;
  services: FakeServices;
  broker: DisposableBroker;
  /** Token → actor, as the fake membership service resolves them. */
  sessions: Map<string, Actor>;
  /** A token of a fresh session for this actor. */
  login(actor: Actor): string;
  stop(): Promise<void>;
}

/** A whole gateway in this process on a real NATS, with fake services behind it. */
export async function gatewayFixture(
  controllers: Type<object>[] = [],
  settings: Partial<GatewayConfig> = {},
): Promise<GatewayFixture> {
  const broker = await disposableBroker();
  const services = await fakeServices(broker.url);
  const sessions = new Map<string, Actor>();
  services.on(ResolveSession, ({ token }) => {
    const actor = sessions.get(token);
    if (!actor) throw fail('UNAUTHENTICATED');
    return { actor };
  });
  const config = Object.assign(new GatewayConfig(), { NATS_URL: broker.url, PORT: 0, LOG_LEVEL: 'silent' }, settings);
  const app = await startGateway(config, controllers);
  await app.get(BrokerConnection).ready;
  let tokens = 0;
  return {
    app,
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    services,
    broker,
    sessions,
    login: (actor) => {
      const token = `token-of-a-session-${++tokens}`;
      sessions.set(token, actor);
      return token;
    },
    stop: async () => {
      await app.close();
      await services.stop();
      await broker.stop();
    },
  };
}
