import { Flag, Int, ListOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';

export class SecondFactorState {
  @Flag() enrolled: boolean;
  @Timestamp({ nullable: true }) enrolledAt: string | null;
  @Flag({ about: 'The roles held now need one' }) required: boolean;
  @Int({ about: 'Unused recovery codes' }) recoveryCodesLeft: number;
}
export class SecondFactorStateRequest {}
export const GetSecondFactor = defineQuery<SecondFactorState>()(
  'membership.second-factor.own',
  SecondFactorStateRequest,
);

export class EnrolSecondFactorBody {
  @Text({ max: 200, about: 'The password, so that nobody enrols on a session left open' }) password: string;
}
export class BegunEnrolment {
  @Text({ about: 'Base32, to be typed in where no picture can be scanned' }) secret: string;
  @Text({ max: 500, about: 'otpauth://… for the QR picture' }) uri: string;
}
/** Begins enrolling an authenticator; it counts once a first code has confirmed it. SECOND_FACTOR_ENROLLED PASSWORD_WRONG */
export const EnrolSecondFactor = defineCommand<BegunEnrolment>()(
  'membership.second-factor.enrol',
  EnrolSecondFactorBody,
);

export class OneTimeCodeBody {
  @Text({ min: 6, max: 20, about: 'Six digits of the authenticator' }) code: string;
}
export class RecoveryCode {
  @Text() code: string;
}
export class RecoveryCodes {
  @ListOf(() => RecoveryCode, { about: 'Ten, each good for one log-in; shown this once. Older ones are void.' })
  items: RecoveryCode[];
}
/** Ends the other sessions of the account, which were opened without it. SECOND_FACTOR_WRONG */
export const ConfirmSecondFactor = defineCommand<RecoveryCodes>()('membership.second-factor.confirm', OneTimeCodeBody);
export const RenewRecoveryCodes = defineCommand<RecoveryCodes>()(
  'membership.second-factor.renew-codes',
  OneTimeCodeBody,
);

export class RemoveSecondFactorBody {
  @Text({ min: 6, max: 20, about: 'Six digits of the authenticator, or a recovery code' }) code: string;
}
export const RemoveSecondFactor = defineCommand<SecondFactorState>()(
  'membership.second-factor.remove',
  RemoveSecondFactorBody,
);
