/** One message of a call: the same template for all of them, with parameters of its own. */
export interface SmsMessage {
  /** Ours; the gateway takes a message with an id it has had for the same message, so that a repeat costs nothing. */
  outId: string;
  phone: string;
  params: Readonly<Record<string, string>>;
}

/** What became of one message of a call. */
export interface SmsResult {
  outId: string;
  /** The gateway's id when it took the message. */
  messageId?: string;
  /** The gateway's code when it did not: this number, at this time, gets none. */
  refused?: string;
}

export interface SmsReceipt {
  messageId: string;
  state: 'WAITING' | 'DELIVERED' | 'FAILED';
  errorCode?: string;
}

/** Numbers a call, with the large providers. */
export const NUMBERS_A_CALL = 200;

/** What the project needs of an SMS provider; another provider is another class with these two. */
export abstract class SmsGateway {
  /** False when none is set up. */
  abstract readonly isThere: boolean;
  /** @throws SmsGatewayFailure when nothing can be said of any message */
  abstract send(messages: readonly SmsMessage[]): Promise<SmsResult[]>;
  /** @throws SmsGatewayFailure */
  abstract receipts(messageIds: readonly string[]): Promise<SmsReceipt[]>;
}

/** The gateway did not answer, or refused the whole call. */
export class SmsGatewayFailure extends Error {
  override readonly name = 'SmsGatewayFailure';

  constructor(
    /** Of the gateway, or what happened on the way to it. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`SMS gateway: ${code}`, options);
  }
}
