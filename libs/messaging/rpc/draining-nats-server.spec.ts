import { setTimeout as delay } from 'node:timers/promises';
import { type DisposableBroker, disposableBroker } from '@guantong/testing';
import { Logger } from '@nestjs/common';
import { ClientNats } from '@nestjs/microservices';
import { defer, firstValueFrom, throwError, timeout } from 'rxjs';
import { natsOptions } from '../connection/nats-options.js';
import { DrainingNatsServer } from './draining-nats-server.js';

describe('a service that leaves', () => {
  let broker: DisposableBroker;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    broker = await disposableBroker();
  });
  afterAll(() => broker.stop());

  it('answers first what it has in hand, and does not wait for anything else', async () => {
    const server = new DrainingNatsServer('leaving', broker.url);
    // as Nest's own handlers: an observable whose work begins when it is subscribed to
    server.addHandler('slow', async () => defer(() => delay(500, 'done')));
    server.addHandler('refused', async () => throwError(() => ({ code: 'NOT_FOUND' })));
    await new Promise<void>((ready) => void server.listen(() => ready()));
    const client = new ClientNats(natsOptions('asking', broker.url));
    try {
      const ask = (subject: string) => firstValueFrom(client.send<string>(subject, {}).pipe(timeout(3000)));
      await expect(ask('refused')).rejects.toEqual({ code: 'NOT_FOUND' });
      const answers = Array.from({ length: 20 }, () => ask('slow'));
      await delay(200);
      const began = Date.now();
      await server.close();
      expect(Date.now() - began).toBeLessThan(3000);
      expect(new Set(await Promise.all(answers))).toEqual(new Set(['done']));
    } finally {
      await client.close();
    }
  });
});
