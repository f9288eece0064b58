import type { SessionMethod } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { plainCode } from '../domain/readable-code.js';
import { SecondFactorRepository } from '../persistence/second-factor-repository.js';
import { OneTimeCodes } from './one-time-codes.js';

/** Takes a code of the authenticator, or a recovery code; each is good once. */
@Injectable()
export class UseSecondFactor {
  constructor(
    private readonly factors: SecondFactorRepository,
    private readonly oneTimeCodes: OneTimeCodes,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** How it was passed; undefined when it was not. */
  async run(tx: Tx, accountId: string, code: string): Promise<SessionMethod | undefined> {
    const factor = await this.factors.find(tx, accountId);
    if (!factor?.confirmedAt) return undefined;
    const plain = plainCode(code);
    if (/^\d{6}$/.test(plain)) {
      const step = this.oneTimeCodes.stepOf(factor, plain);
      const taken = step !== undefined && (await this.factors.takeStep(tx, accountId, step));
      return taken ? 'SECOND_FACTOR' : undefined;
    }
    const isRecovery = await this.factors.takeRecoveryCode(tx, accountId, this.recoveryHash(accountId, plain));
    return isRecovery ? 'RECOVERY_CODE' : undefined;
  }

  recoveryHash(accountId: string, code: string): Buffer {
    return this.blindIndex.of('recovery-code', `${accountId}:${plainCode(code)}`);
  }
}
