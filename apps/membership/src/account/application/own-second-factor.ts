import {
  type AuditAction,
  type BegunEnrolment,
  fail,
  needsSecondFactor,
  type RecoveryCodes,
  type SecondFactorState,
} from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { OneTimeCodes } from '../../session/application/one-time-codes.js';
import { UseSecondFactor } from '../../session/application/use-second-factor.js';
import { newReadableCode } from '../../session/domain/readable-code.js';
import { LoginSlowdownRepository } from '../../session/persistence/login-slowdown-repository.js';
import { SecondFactorRepository } from '../../session/persistence/second-factor-repository.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { AccountReader } from '../persistence/account-reader.js';
import { CheckOwnPassword } from './check-own-password.js';

const RECOVERY_CODES = 10;
/** Ten characters: 49 bits, and guessing is slowed down. */
const RECOVERY_GROUPS = 2;

/** What a member of staff does about their own authenticator. No answer of these is kept under an Idempotency-Key. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountReader,
    private readonly checkPassword: CheckOwnPassword,
    private readonly factors: SecondFactorRepository,
    private readonly oneTimeCodes: OneTimeCodes,
    private readonly useSecondFactor: UseSecondFactor,
    private readonly sessions: SessionRepository,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly audit: AuditTrail,
  ) {}

  async state(accountId: string): Promise<SecondFactorState> {
    const [factor, places, recoveryCodesLeft] = await Promise.all([
      this.factors.find(this.database, accountId),
      this.sessions.placesOf(this.database, accountId),
      this.factors.recoveryCodesLeft(this.database, accountId),
    ]);
    const enrolledAt = factor?.confirmedAt ?? null;
    const required = places.some(({ role }) => needsSecondFactor(role));
    return { enrolled: enrolledAt !== null, enrolledAt, required, recoveryCodesLeft };
  }

  /** @throws PASSWORD_WRONG SECOND_FACTOR_ENROLLED */
  async begin(accountId: string, password: string): Promise<BegunEnrolment> {
    const { login } = await this.accounts.own(accountId);
    await this.checkPassword.run(accountId, password);
    const { secret, uri, sealed, keyId } = this.oneTimeCodes.newSecret(login);
    const begun = await this.database.transaction((tx) => this.factors.begin(tx, accountId, sealed, keyId));
    if (!begun) throw fail('SECOND_FACTOR_ENROLLED');
    return { secret, uri };
  }

  /** The session that confirms goes on; those opened by password alone end. @throws SECOND_FACTOR_WRONG */
  confirm(accountId: string, sessionId: string | null, code: string): Promise<RecoveryCodes> {
    return this.database.transaction(async (tx) => {
      const factor = await this.factors.find(tx, accountId);
      if (!factor) throw fail('SECOND_FACTOR_NOT_ENROLLED');
      if (factor.confirmedAt) throw fail('SECOND_FACTOR_ENROLLED');
      const step = /^\d{6}$/.test(code) ? this.oneTimeCodes.stepOf(factor, code) : undefined;
      if (step === undefined || !(await this.factors.takeStep(tx, accountId, step))) throw fail('SECOND_FACTOR_WRONG');
      await this.factors.confirm(tx, accountId);
      if (sessionId) await this.sessions.strengthen(tx, sessionId);
      await this.sessions.endAll(tx, accountId, sessionId);
      await this.record(tx, accountId, 'account.second-factor.enrolled');
      return this.newRecoveryCodes(tx, accountId);
    });
  }

  /** @throws SECOND_FACTOR_WRONG */
  renewRecoveryCodes(accountId: string, code: string): Promise<RecoveryCodes> {
    return this.withCode(accountId, code, async (tx) => {
      await this.record(tx, accountId, 'account.recovery-codes.renewed');
      return this.newRecoveryCodes(tx, accountId);
    });
  }

  /** @throws SECOND_FACTOR_WRONG */
  async remove(accountId: string, code: string): Promise<SecondFactorState> {
    await this.withCode(accountId, code, async (tx) => {
      await this.factors.remove(tx, accountId);
      await this.sessions.weaken(tx, accountId);
      await this.record(tx, accountId, 'account.second-factor.removed');
    });
    return this.state(accountId);
  }

  /** Guessing is as slow here as at log-in. */
  private async withCode<T>(accountId: string, code: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const attempt = { account: accountId, address: undefined };
    await this.slowdown.begin(attempt);
    const done = await this.database.transaction(async (tx) => {
      if (!(await this.useSecondFactor.run(tx, accountId, code))) throw fail('SECOND_FACTOR_WRONG');
      return work(tx);
    });
    await this.slowdown.succeeded(attempt);
    return done;
  }

  private async newRecoveryCodes(tx: Tx, accountId: string): Promise<RecoveryCodes> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => newReadableCode(RECOVERY_GROUPS));
    const hashes = codes.map((code) => this.useSecondFactor.recoveryHash(accountId, code));
    await this.factors.replaceRecoveryCodes(tx, accountId, hashes);
    return { items: codes.map((code) => ({ code })) };
  }

  private async record(tx: Tx, accountId: string, action: AuditAction): Promise<void> {
    const [place] = await this.sessions.placesOf(tx, accountId);
    const actor = { kind: 'STAFF', accountId } as const;
    await this.audit.record(tx, { actor, action, unitId: place?.unitId ?? null, subjectIds: [accountId] });
  }
}
