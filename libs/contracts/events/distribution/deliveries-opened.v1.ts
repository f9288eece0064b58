import { defineEvent } from '../../event-definition.js';
import { Id, Int } from '../../fields.js';

export class DeliveriesOpenedV1 {
  @Id() postId: string;
  @Int({ min: 1, about: 'How many more grassroots unions have it in the inboxes of their members' })
  count: number;
}

/** When a post has come to grassroots unions: a hint for live views, one per piece of work. */
export const DeliveriesOpened = defineEvent({
  service: 'distribution',
  aggregate: 'deliveries',
  action: 'opened',
  data: DeliveriesOpenedV1,
  consumers: [],
});
