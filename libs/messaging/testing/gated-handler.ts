import type { Envelope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { EventHandler, type HandlesEvent } from '../consumer/event-handler.js';
import { leaveEffect, Noted, type NotedV1 } from './noted.js';

/** Lets the test decide when handlers go on. */
export const gate = {
  /** How many handlers have begun. */
  begun: 0,
  opened: Promise.resolve(),
  open: (): void => undefined,
  close(): void {
    this.begun = 0;
    this.opened = new Promise((resolve) => (this.open = resolve));
  },
};

@EventHandler(Noted, 'file:///on-noted.ts')
export class OnNotedAtTheGate implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx): Promise<void> {
    gate.begun++;
    await gate.opened;
    await leaveEffect(tx, event.data.n);
  }
}
