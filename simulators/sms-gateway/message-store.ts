import { randomUUID } from 'node:crypto';

export interface DeliveredMessage {
  messageId: string;
  outId: string;
  phone: string;
  text: string;
  at: string;
}

/** Messages are kept this long, and no more than so many: a simulator is no archive. */
const MOST = 1000;

/** What the phones have received. In memory: gone with the process. */
export class MessageStore {
  private readonly byId = new Map<string, DeliveredMessage>();
  private readonly idOfOutId = new Map<string, string>();

  /** The same `outId` again is the same message. */
  idOf(outId: string): string | undefined {
    return this.idOfOutId.get(outId);
  }

  add(message: Omit<DeliveredMessage, 'messageId' | 'at'>): string {
    const messageId = randomUUID();
    this.byId.set(messageId, { ...message, messageId, at: new Date().toISOString() });
    this.idOfOutId.set(message.outId, messageId);
    if (this.byId.size > MOST) this.forgetOldest();
    return messageId;
  }

  has(messageId: string): boolean {
    return this.byId.has(messageId);
  }

  /** Newest first; of one phone, or of all. */
  list(phone?: string): DeliveredMessage[] {
    return [...this.byId.values()].filter((message) => phone === undefined || message.phone === phone).toReversed();
  }

  private forgetOldest(): void {
    const [oldest] = this.byId.values();
    if (!oldest) return;
    this.byId.delete(oldest.messageId);
    this.idOfOutId.delete(oldest.outId);
  }
}
