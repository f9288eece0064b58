import type { Permission } from '@guantong/contracts';
import { SetMetadata } from '@nestjs/common';

/**
 * Who may call a route at all; the services then hold every row against the actor's scope. A route without one is
 * refused, and a test fails.
 */
export type AccessRule =
  | { face: 'open' }
  | { face: 'worker' }
  /** Staff who hold this permission somewhere; `any` for every member of staff. */
  | { face: 'desk'; permission: Permission | 'any'; whileEnrolling?: true };

export const ACCESS = Symbol('ACCESS');

export const Open = () => SetMetadata(ACCESS, { face: 'open' } satisfies AccessRule);
export const ForWorker = () => SetMetadata(ACCESS, { face: 'worker' } satisfies AccessRule);
export const ForStaff = (permission: Permission | 'any') =>
  SetMetadata(ACCESS, { face: 'desk', permission } satisfies AccessRule);
/** For every member of staff, also before the second factor that their role needs is enrolled: what enrolling needs. */
export const ForStaffWhoEnrol = () =>
  SetMetadata(ACCESS, { face: 'desk', permission: 'any', whileEnrolling: true } satisfies AccessRule);
