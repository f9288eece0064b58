import { needsSecondFactor, type Role } from '@guantong/contracts';

/** Whether a session of staff can do nothing but enrol a second factor. */
export const mustEnrol = (
  setting: 'required' | 'offered',
  hasSecondFactor: boolean,
  appointments: readonly { role: Role }[],
): boolean => setting === 'required' && !hasSecondFactor && appointments.some(({ role }) => needsSecondFactor(role));
