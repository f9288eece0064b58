import { ServiceConfig } from '@guantong/host';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';

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
  /** How often a copy looks for changes of the tree whose day has come, and brings counts and initials up to date, ms. */
  @IsInt() @Min(50) @Max(60_000) TREE_POLL_MS = 1000;
  /** How often a copy looks for transfers, applications and the like whose time has come, ms. */
  @IsInt() @Min(50) @Max(3_600_000) SWEEP_INTERVAL_MS = 30_000;
  /** How often a copy looks for entries of the audit log that are not in the hash chain yet, ms. */
  @IsInt() @Min(50) @Max(60_000) AUDIT_SEAL_MS = 2000;
}
