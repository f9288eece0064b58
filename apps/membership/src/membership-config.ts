import { ServiceConfig } from '@guantong/host';
import { IsIn, IsInt, IsString, Matches, Max, Min, MinLength } from 'class-validator';

/** 32 bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

export class MembershipConfig extends ServiceConfig {
  /** Encrypts phone numbers and waiting import files (AES-256-GCM): 32 random bytes in base64. */
  @Matches(KEY) FIELD_ENCRYPTION_KEY = '';
  /** Name of that key, kept beside whatever is encrypted with it, so that it can be changed later. */
  @IsString() @Matches(/^[A-Za-z0-9_-]{1,16}$/) FIELD_ENCRYPTION_KEY_ID = 'k1';
  /** Earlier keys that are still needed for reading: `id:base64,id:base64`. */
  @IsString() FIELD_ENCRYPTION_OLD_KEYS = '';
  /** Finds a phone number again without decrypting (HMAC-SHA-256): another 32 random bytes in base64. */
  @Matches(KEY) BLIND_INDEX_KEY = '';
  /** How often a copy looks for import files that nobody works on, ms. */
  @IsInt() @Min(50) @Max(60_000) IMPORT_POLL_MS = 1000;
  /**
   * Whether staff whose roles show names or publish must enrol a second factor (authenticator app) before anything else
   * (`required`), or may (`offered`; the demo).
   */
  @IsIn(['required', 'offered']) SECOND_FACTOR: 'required' | 'offered' = 'required';
  /** Passwords nobody may choose, one a line, lower case; relative to the folder the service is started in. */
  @MinLength(1) COMMON_PASSWORDS_FILE = 'apps/membership/assets/common-passwords.txt';
  /**
   * Where codes for workers' log-in are sent: the address of an SMS gateway, docs/log-in.md says what it must understand.
   * Empty: workers log in with a code from their union.
   */
  @Matches(/^(https?:\/\/\S+)?$/) SMS_GATEWAY_URL = '';
  /** Who we are to the SMS gateway, and the secret that requests to it are signed with. */
  @IsString() SMS_ACCESS_KEY_ID = '';
  @IsString() SMS_ACCESS_KEY_SECRET = '';
  /** The signature (短信签名) registered with the SMS gateway, and the template of a code, with the parameter `code`. */
  @IsString() SMS_SIGN_NAME = '贯通工会';
  @IsString() SMS_CODE_TEMPLATE = 'SMS_LOGIN_CODE';
  /** How often a copy looks for messages to send or to ask about, when nobody wakes it, ms. */
  @IsInt() @Min(50) @Max(60_000) SMS_POLL_MS = 1000;
  /** How often a copy looks for changes of the tree whose day has come, and brings counts and initials up to date, ms. */
  @IsInt() @Min(50) @Max(60_000) TREE_POLL_MS = 1000;
  /** How often a copy looks for transfers, applications and the like whose time has come, ms. */
  @IsInt() @Min(50) @Max(3_600_000) SWEEP_INTERVAL_MS = 30_000;
  /** How often a copy looks for entries of the audit log that are not in the hash chain yet, ms. */
  @IsInt() @Min(50) @Max(60_000) AUDIT_SEAL_MS = 2000;
  /** How often a copy looks for rosters with nobody on duty tonight, ms. */
  @IsInt() @Min(50) @Max(3_600_000) DUTY_GAP_SWEEP_MS = 600_000;
}
