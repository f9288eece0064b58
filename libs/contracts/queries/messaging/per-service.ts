import type { ServiceName } from '../../event-definition.js';

/** The services that send and receive events. */
export const MESSAGING_SERVICES: readonly ServiceName[] = ['membership', 'content', 'distribution', 'feedback'];

export const isServiceName = (name: string): name is ServiceName =>
  (MESSAGING_SERVICES as readonly string[]).includes(name);

/** The same question for each of these services, on a subject of its own. */
export const perService = <D>(define: (service: ServiceName) => D): Record<ServiceName, D> => ({
  membership: define('membership'),
  content: define('content'),
  distribution: define('distribution'),
  feedback: define('feedback'),
});
