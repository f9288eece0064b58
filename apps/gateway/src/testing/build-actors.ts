import type { Actor, Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';

export const buildStaff = (roles: { unitId?: string; role: Role }[] = [{ role: 'cadre' }]): Actor => ({
  kind: 'STAFF',
  accountId: newId(),
  sessionId: newId(),
  appointments: roles.map(({ unitId = newId(), role }) => ({ unitId, role })),
  worker: null,
});

export const buildWorker = (): Actor => ({
  kind: 'WORKER',
  accountId: newId(),
  sessionId: newId(),
  appointments: [],
  worker: { id: newId(), unitId: newId(), slot: 7 },
});
