import { Flag, Text, Timestamp } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { ERASURE_PHRASE } from '../../vocabulary/worker-affairs.js';
import { OwnRecordRequest } from './workers.js';

export class ErasureAsked {
  @Text({ about: 'Six digits, to be typed again' }) code: string;
  @Text({ example: ERASURE_PHRASE, about: 'To be typed word for word' }) phrase: string;
  @Timestamp() expiresAt: string;
}
/** First step: nothing is erased yet. */
export const AskForErasure = defineCommand<ErasureAsked>()('membership.erasure.ask', OwnRecordRequest);

export class ConfirmErasureRequest {
  @Text({ max: 20, about: 'The code of the first step' }) code: string;
  @Text({ max: 50, about: 'The phrase of the first step' }) phrase: string;
}
export class Erased {
  @Flag() erased: true;
}
/** Second step, within a quarter of an hour. It cannot be taken back. */
export const ConfirmErasure = defineCommand<Erased>()('membership.erasure.confirm', ConfirmErasureRequest);
