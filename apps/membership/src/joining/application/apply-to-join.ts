import { type Applicant, type AppliedToJoin, type ApplyToJoinRequest, fail } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { currentContext } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { isPastDate } from '../../personal-data/past-date.js';
import { codeFromBytes, drawCode, RECEIPT_LETTERS } from '../domain/readable-code.js';
import { JoinCodes } from '../persistence/join-codes.js';
import { JoiningRepository } from '../persistence/joining-repository.js';

/** Takes down somebody's wish to join. It asks nothing of the roster, so its answer can say nothing of it either. */
@Injectable()
export class ApplyToJoinUnion {
  constructor(
    private readonly database: Database,
    private readonly codes: JoinCodes,
    private readonly joinings: JoiningRepository,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @throws JOIN_CODE_WRONG JOINING_FULL VALIDATION_FAILED */
  run(request: ApplyToJoinRequest): Promise<AppliedToJoin> {
    const { code, ...said } = request;
    const applicant = readApplicant(said);
    const receipt = this.receiptFor(request);
    return this.database.transaction(async (tx) => {
      const { unitId, unitName } = await this.codes.unitOf(tx, code);
      await this.joinings.add(tx, unitId, applicant, receipt);
      return { receipt, unitName };
    });
  }

  /** A repeat with the same Idempotency-Key gets the same receipt, though it is kept nowhere. */
  private receiptFor(request: ApplyToJoinRequest): string {
    const key = currentContext()?.idempotencyKey;
    if (!key) return drawCode(RECEIPT_LETTERS);
    return codeFromBytes(this.blindIndex.of('join-receipt', JSON.stringify([key, request])), RECEIPT_LETTERS);
  }
}

/** In the form in which rosters have it, so that people are recognised. */
function readApplicant(said: Applicant): Applicant {
  const phone = normalisePhone(said.phone);
  const { birthDate } = said;
  const today = new Date().toISOString().slice(0, 10);
  const name = said.name.trim().replaceAll(/\s+/g, /[a-z]/i.test(said.name) ? ' ' : '');
  if (!phone) throw fail('VALIDATION_FAILED', {}, [{ field: 'phone', rule: 'matches' }]);
  if (!isPastDate(birthDate, today)) throw fail('VALIDATION_FAILED', {}, [{ field: 'birthDate', rule: 'matches' }]);
  if (name === '') throw fail('VALIDATION_FAILED', {}, [{ field: 'name', rule: 'isLength' }]);
  const cardNumber = said.cardNumber?.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const { sex, schooling, employmentForm, trade, hasSmartphone } = said;
  return {
    ...{ name, sex, birthDate, phone, schooling, employmentForm },
    ...(trade !== undefined && { trade }),
    ...(hasSmartphone !== undefined && { hasSmartphone }),
    ...(cardNumber && { cardNumber }),
  };
}
