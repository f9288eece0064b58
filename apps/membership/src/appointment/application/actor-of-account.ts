import type { Actor } from '@guantong/contracts';

/** A member of staff outside a session, for work that goes on in the background in their name. */
export const actorOfAccount = (accountId: string, appointments: Actor['appointments']): Actor => ({
  kind: 'STAFF',
  accountId,
  sessionId: null,
  appointments,
  worker: null,
});
