import { startStack, type ServiceName, type Stack, type StackOptions } from '../../scripts/stack.mjs';

export const SERVICES_WITH_DATABASE = ['membership', 'content', 'distribution', 'feedback'] as const;
export type ServiceWithDatabase = (typeof SERVICES_WITH_DATABASE)[number];

/**
 * Settings of a stack under test. Rates are off, because a test is one client that behaves like hundreds; the
 * reconciler looks every second instead of every five, which makes a fault's repair faster and changes nothing else.
 */
const ENV: Record<string, string> = {
  LOG_LEVEL: 'warn',
  OPEN_WRITES_PER_MINUTE: '0',
  SESSION_WRITES_PER_MINUTE: '0',
  RECONCILE_EVERY_MS: '1000',
  RECONCILE_GRACE_MS: '1000',
};

export interface FaultStack extends Stack {
  /** Every end of a process that nobody had asked for, with the name of the service. */
  readonly deaths: readonly string[];
}

/** The whole system as separate processes on free ports, on data of its own that is thrown away. */
export async function startFaultStack(options: StackOptions = {}): Promise<FaultStack> {
  if (process.env.TEST_NATS_SERVER) process.env.NATS_SERVER ??= process.env.TEST_NATS_SERVER;
  const deaths: string[] = [];
  const stack = await startStack({
    fast: true,
    restart: true,
    // to read the logs of a failed run afterwards
    ...(process.env.FAULTS_DATA_DIR && { dataDir: `${process.env.FAULTS_DATA_DIR}/${process.pid}-${Date.now()}` }),
    ...options,
    env: { ...ENV, ...options.env },
    onExit: (end) => {
      if (!end.expected) deaths.push(end.name);
    },
  });
  return Object.assign(stack, { deaths });
}

export const pidsOf = (stack: Stack): Record<ServiceName | 'nats' | 'postgres', number | undefined> => ({
  membership: stack.services.membership.pid,
  content: stack.services.content.pid,
  distribution: stack.services.distribution.pid,
  feedback: stack.services.feedback.pid,
  gateway: stack.services.gateway.pid,
  nats: stack.nats.pid,
  postgres: stack.postgres.pid,
});
