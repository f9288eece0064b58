import type { Actor, Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';

/** A member of staff with an account of their own, appointed as the pairs say. */
export const buildActor = (...appointments: [role: Role, unitId: string][]): Actor => ({
  kind: 'STAFF',
  accountId: newId(),
  sessionId: newId(),
  appointments: appointments.map(([role, unitId]) => ({ role, unitId })),
  worker: null,
});
