import { type BegunEnrolment } from '@guantong/contracts';
import { Secret, TOTP } from 'otpauth';

/** An authenticator app: what it shows `steps` half minutes from now. */
export function authenticator({ secret }: Pick<BegunEnrolment, 'secret'>): (steps?: number) => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
}
