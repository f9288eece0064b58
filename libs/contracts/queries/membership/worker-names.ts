import { Id, IdList, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';

export class WorkerNamesRequest {
  @IdList({ min: 1, max: 1000 }) workerIds: string[];
}
export class NamedWorker {
  @Id() workerId: string;
  @Text() name: string;
  @Text({ nullable: true, about: 'Masked: 140****1234' }) maskedPhone: string | null;
}
/** Names of workers within the actor's `worker.names.read` scope; the others are left out, as if they did not exist. */
export const WorkerNames = defineQuery<{ workers: NamedWorker[] }>()('membership.worker.names', WorkerNamesRequest);
