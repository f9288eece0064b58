import { type MirroredWorker, WorkersChanged } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** The contract's bound: some 120 KB a message. */
const IN_ONE_MESSAGE = 500;

@Injectable()
export class AnnounceWorkers {
  constructor(private readonly outbox: Outbox) {}

  async run(tx: Tx, workers: readonly MirroredWorker[]): Promise<void> {
    const messages: { data: { workers: MirroredWorker[] } }[] = [];
    for (let from = 0; from < workers.length; from += IN_ONE_MESSAGE) {
      messages.push({ data: { workers: workers.slice(from, from + IN_ONE_MESSAGE) } });
    }
    await this.outbox.addAll(tx, WorkersChanged, messages);
  }
}
