import { Flag, Id, Int } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { perService } from './per-service.js';

/** A message that a service could not handle. All of these are for operators (SYSTEM). */
export interface DeadLetterSummary {
  id: string;
  /** `<service>-<file of the handler>` */
  consumer: string;
  /** Null when the message was too broken to have one. */
  eventId: string | null;
  subject: string;
  reason: string;
  /** How often the broker had delivered it. */
  deliveries: number;
  bytes: number;
  diedAt: string;
  replayedAt: string | null;
}
export interface DeadLetterDetail extends DeadLetterSummary {
  headers: Record<string, string>;
  /** The message itself, unreadable bytes replaced, at most 200,000 characters. */
  payload: string;
}

export class DeadLetterListRequest {
  @Flag({ about: 'Also those that have been replayed' }) replayed: boolean;
  @Id({ optional: true, about: 'The last id of the page before' }) after?: string;
  @Int({ min: 1, max: 100 }) limit: number;
}
export const DeadLetterList = perService((service) =>
  defineQuery<{ items: DeadLetterSummary[]; next: string | null }>()(
    `${service}.dead-letter.list`,
    DeadLetterListRequest,
  ),
);

export class DeadLetterRequest {
  @Id() id: string;
}
export const DeadLetterShow = perService((service) =>
  defineQuery<DeadLetterDetail>()(`${service}.dead-letter.show`, DeadLetterRequest),
);

export interface ReplayAnswer {
  /** ALREADY_DONE: the event had been processed by another copy; there was nothing left to do. */
  outcome: 'DONE' | 'ALREADY_DONE' | 'FAILED';
  /** Why it failed, again. */
  reason: string | null;
}
/** Handles the stored message once more, by the code of now. Harmless to repeat. */
export const DeadLetterReplay = perService((service) =>
  defineCommand<ReplayAnswer>()(`${service}.dead-letter.replay`, DeadLetterRequest),
);
