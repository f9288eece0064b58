import { readFileSync } from 'node:fs';
import { fail } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { MembershipConfig } from '../../membership-config.js';
import { faultOf, type PasswordOwner, SHORTEST_PASSWORD } from '../domain/password-policy.js';

/** Holds new passwords against the policy, and against the list of those that everybody tries. */
@Injectable()
export class PasswordPolicy {
  private readonly common: ReadonlySet<string>;

  constructor(config: MembershipConfig) {
    const lines = readFileSync(config.COMMON_PASSWORDS_FILE, 'utf8').split('\n');
    this.common = new Set(lines.filter((line) => line && !line.startsWith('#')));
  }

  /** @throws PASSWORD_TOO_SHORT PASSWORD_COMMON PASSWORD_SIMPLE PASSWORD_NAMES_YOU */
  check(password: string, owner: PasswordOwner): void {
    const fault = faultOf(password, owner, this.common);
    if (fault) throw fail(fault, { min: SHORTEST_PASSWORD[owner.kind] });
  }
}
