import { natsOptions } from '@guantong/messaging';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { GatewayConfig } from '../gateway-config.js';

/** The gateway's own connection to NATS, for live hints, and the place that knows whether the broker is there. */
@Injectable()
export class BrokerConnection implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('BrokerConnection');
  private connection?: NatsConnection;
  private connected = false;
  private readonly reconnected = new Set<() => void>();
  /** Resolves at the first connection; the gateway starts without waiting for it. */
  readonly ready: Promise<NatsConnection>;
  private stopping = false;
  private resolveReady!: (connection: NatsConnection) => void;

  constructor(private readonly config: GatewayConfig) {
    this.ready = new Promise((resolve) => {
      this.resolveReady = resolve;
    });
  }

  get isUp(): boolean {
    return this.connected;
  }

  onReconnect(listener: () => void): void {
    this.reconnected.add(listener);
  }

  onModuleInit(): void {
    this.open().catch((error: unknown) => this.log.error(`cannot connect: ${String(error)}`));
  }

  private async open(): Promise<void> {
    const connection = await connect(natsOptions('gateway-live', this.config.NATS_URL));
    if (this.stopping) return connection.close();
    this.connection = connection;
    this.connected = true;
    this.resolveReady(connection);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.connected = false;
      if (type === 'reconnect') {
        this.connected = true;
        for (const listener of this.reconnected) listener();
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.connection?.close();
  }
}
