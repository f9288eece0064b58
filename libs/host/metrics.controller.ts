import { MessagingStatus } from '@guantong/messaging';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** GET /metrics in Prometheus' text form. Figures are taken when asked for. */
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();
  private refresh?: () => Promise<void>;

  constructor(@Inject(ModuleRef) private readonly modules: ModuleRef) {
    collectDefaultMetrics({ register: this.registry });
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    this.refresh ??= messagingGauges(this.registry, messagingStatusOf(this.modules));
    await this.refresh();
    return this.registry.metrics();
  }
}

function messagingGauges(registry: Registry, status?: MessagingStatus): () => Promise<void> {
  if (!status) return () => Promise.resolve();
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const unpublished = gauge('outbox_unpublished', 'Events committed and not yet at the broker');
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest of them');
  const unconfirmed = gauge('outbox_unconfirmed', 'Events at the broker, not yet known to be with every receiver');
  const deadLetters = gauge('dead_letters_open', 'Messages given up on and not replayed');
  const tries = new Gauge({
    name: 'consumer_failed_tries',
    help: 'Failed tries within a day, per handler',
    labelNames: ['consumer'],
    registers: [registry],
  });
  return async () => {
    const [lag, open, failed] = await Promise.all([status.outboxLag(), status.openDeadLetters(), status.failedTries()]);
    unpublished.set(lag.unpublished);
    oldest.set(lag.oldestSeconds);
    unconfirmed.set(lag.unconfirmed);
    deadLetters.set(open);
    tries.reset();
    for (const { consumer, tries: count } of failed) tries.set({ consumer }, count);
  };
}

/** A service that only asks (the gateway) has no outbox. */
function messagingStatusOf(modules: ModuleRef): MessagingStatus | undefined {
  try {
    return modules.get(MessagingStatus, { strict: false });
  } catch {
    return undefined;
  }
}
