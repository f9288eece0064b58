import { Id } from '../../fields.js';
import { defineEvent } from '../../event-definition.js';

export class WorkerErasedV1 {
  @Id() workerId: string;
}

/** A worker had everything erased that is held about them: who keeps anything under this id must do the same. */
export const WorkerErased = defineEvent({
  service: 'membership',
  aggregate: 'worker',
  action: 'erased',
  data: WorkerErasedV1,
  consumers: ['distribution', 'feedback'],
});
