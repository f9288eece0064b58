import { MessagingStatus } from '@guantong/messaging';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** GET /metrics in Prometheus' text form. Figures are taken when asked for. */
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();

  constructor(@Inject(ModuleRef) modules: ModuleRef) {
    collectDefaultMetrics({ register: this.registry });
    const status = messagingStatusOf(modules);
    if (status) this.addMessaging(status);
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  private addMessaging(status: MessagingStatus): void {
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [this.registry] });
    const unpublished = gauge('outbox_unpublished', 'Events committed and not yet at the broker');
    const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest of them');
    const unconfirmed = gauge('outbox_unconfirmed', 'Events at the broker, not yet known to be with every receiver');
    const deadLetters = new Gauge({
      name: 'dead_letters_open',
      help: 'Messages given up on and not replayed',
      registers: [this.registry],
      collect: async () => {
        const lag = await status.outboxLag();
        unpublished.set(lag.unpublished);
        oldest.set(lag.oldestSeconds);
        unconfirmed.set(lag.unconfirmed);
        deadLetters.set(await status.openDeadLetters());
      },
    });
    const tries = new Gauge({
      name: 'consumer_failed_tries',
      help: 'Failed tries within a day, per handler',
      labelNames: ['consumer'],
      registers: [this.registry],
      collect: async () => {
        tries.reset();
        for (const row of await status.failedTries()) tries.set({ consumer: row.consumer }, row.tries);
      },
    });
  }
}

/** A service that only asks (the gateway) has no outbox. */
function messagingStatusOf(modules: ModuleRef): MessagingStatus | undefined {
  try {
    return modules.get(MessagingStatus, { strict: false });
  } catch {
    return undefined;
  }
}
