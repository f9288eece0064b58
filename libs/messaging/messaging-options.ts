import { IsInt, Max, Min } from 'class-validator';

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');
export interface MessagingOptions {
  /** Name of the service: queue group, prefix of its durable consumers, `source` of its events. */
  service: string;
  natsUrl: string;
  /** How long another service may take to answer, ms; RPC_DEADLINE_MS when left out. */
  rpcDeadlineMs?: number;
  /** Instead of the environment, for tests. */
  settings?: Partial<MessagingSettings>;
}

/** Settings of messaging itself, read from the environment; the same for every service of an installation. */
export class MessagingSettings {
  /** Copies the broker keeps of each stream: 1 for a single server, 3 for a cluster. */
  @IsInt() @Min(1) @Max(5) NATS_REPLICAS = 1;
  /** How often the reconciler asks the receivers of our events whether they have them, ms. 0: never (tests only). */
  @IsInt() @Min(0) @Max(3_600_000) RECONCILE_EVERY_MS = 5000;
  /** How long an event has to arrive before anybody is asked about it, ms. */
  @IsInt() @Min(0) @Max(3_600_000) RECONCILE_GRACE_MS = 5000;
}
