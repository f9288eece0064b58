import { type CorrectedFields, type CorrectionState, fail } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { sqlState, type Tx, UNIQUE_VIOLATION } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { statesBefore } from '../domain/correction-states.js';
import type { CorrectionContent } from './correction-reader.js';

@Injectable()
export class CorrectionRepository {
  constructor(private readonly cipher: FieldCipher) {}

  /** @throws CORRECTION_OPEN */
  async ask(tx: Tx, workerId: string, content: CorrectionContent): Promise<string> {
    const id = newId();
    try {
      await tx.query(`insert into correction (id, worker_id, content_encrypted, key_id) values ($1, $2, $3, $4)`, [
        id,
        workerId,
        this.cipher.encrypt(Buffer.from(JSON.stringify(content))),
        this.cipher.keyId,
      ]);
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw fail('CORRECTION_OPEN');
      throw error;
    }
    return id;
  }

  /** @throws CORRECTION_NOT_OPEN also for one that another has just decided */
  async decide(tx: Tx, correctionId: string, state: CorrectionState, reason: string | null = null): Promise<void> {
    const decided = await tx.query(
      `update correction set state = $2, decided_at = now(), reason = $3 where id = $1 and state = any($4::text[]) returning 1`,
      [correctionId, state, reason, statesBefore(state)],
    );
    if (decided.length === 0) throw fail('CORRECTION_NOT_OPEN');
  }

  /** @throws NOT_FOUND CORRECTION_NOT_OPEN */
  async withdraw(tx: Tx, workerId: string, correctionId: string): Promise<void> {
    const own = await tx.query(`select 1 from correction where id = $1 and worker_id = $2`, [correctionId, workerId]);
    if (own.length === 0) throw fail('NOT_FOUND');
    await this.decide(tx, correctionId, 'WITHDRAWN');
  }

  /** Whether the roster says anything else than this. */
  async differs(tx: Tx, workerId: string, fields: CorrectedFields): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from worker where id = $1 and ($2::text is not null and $2 <> name or $3::text is not null and $3 <> sex
          or $4::date is not null and $4 <> birth_date or $5::text is not null and $5 <> schooling
          or $6::text is not null and $6 <> trade or $7::text is not null and $7 <> employment_form
          or $8::text is not null and $8 is distinct from card_number or $9::boolean is not null and $9 <> has_smartphone
          or $10::boolean is not null and $10 <> reading_difficulty or $11::text[] is not null and $11 <> languages)`,
      [workerId, ...values(fields)],
    );
    return rows.length > 0;
  }

  /** @throws CARD_NUMBER_TAKEN */
  async apply(tx: Tx, workerId: string, fields: CorrectedFields): Promise<void> {
    try {
      await tx.query(
        `update worker set name = coalesce($2, name), sex = coalesce($3, sex), birth_date = coalesce($4::date, birth_date),
                schooling = coalesce($5, schooling), trade = coalesce($6, trade),
                employment_form = coalesce($7, employment_form), card_number = coalesce($8, card_number),
                has_smartphone = coalesce($9::boolean, has_smartphone),
                reading_difficulty = coalesce($10::boolean, reading_difficulty), languages = coalesce($11::text[], languages),
                revision = nextval('worker_revision')
          where id = $1`,
        [workerId, ...values(fields)],
      );
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw fail('CARD_NUMBER_TAKEN');
      throw error;
    }
  }
}

const values = (f: CorrectedFields): unknown[] => [
  ...[f.name ?? null, f.sex ?? null, f.birthDate ?? null, f.schooling ?? null, f.trade ?? null],
  ...[f.employmentForm ?? null, f.cardNumber ?? null, f.hasSmartphone ?? null, f.readingDifficulty ?? null],
  f.languages ?? null,
];
