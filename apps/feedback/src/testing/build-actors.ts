import type { Actor, Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';

export const buildStaff = (...appointments: { unitId: string; role: Role }[]): Actor => ({
  kind: 'STAFF',
  accountId: newId(),
  sessionId: newId(),
  appointments,
  worker: null,
});

export const buildHandler = (unitId: string): Actor => buildStaff({ unitId, role: 'case_handler' });

export const buildWorker = (unitId: string): Actor => ({
  kind: 'WORKER',
  accountId: newId(),
  sessionId: newId(),
  appointments: [],
  worker: { id: newId(), unitId, slot: 0 },
});
