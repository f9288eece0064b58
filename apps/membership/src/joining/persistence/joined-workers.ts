import { type Applicant, fail } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { sqlState, type Tx, UNIQUE_VIOLATION } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';

/** People who have joined by themselves, on their way into the roster. */
@Injectable()
export class JoinedWorkers {
  constructor(
    private readonly places: WorkerPlaces,
    private readonly phones: SealedPhones,
  ) {}

  /** Whoever else fills this union waits, and then finds whom we have entered: nobody is entered twice. */
  async lockUnion(tx: Tx, unitId: string): Promise<void> {
    await tx.query(`select 1 from unit where id = $1 for no key update`, [unitId]);
  }

  /** @throws UNIT_TAKES_NO_MEMBERS CARD_NUMBER_TAKEN */
  async add(tx: Tx, unitId: string, applicant: Applicant): Promise<string> {
    const slot = await this.places.takeSlot(tx, unitId, { primary: true });
    const { encrypted, keyId, index } = this.phones.seal(applicant.phone);
    const id = newId();
    try {
      await tx.query(
        `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, trade, employment_form,
                             phone_encrypted, phone_key_id, phone_index, has_smartphone, card_number, begun_as)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'JOINED')`,
        [
          id,
          unitId,
          slot,
          applicant.name,
          applicant.sex,
          applicant.birthDate,
          applicant.schooling,
          applicant.trade ?? '',
          applicant.employmentForm,
          encrypted,
          keyId,
          index,
          applicant.hasSmartphone ?? true,
          applicant.cardNumber ?? null,
        ],
      );
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw fail('CARD_NUMBER_TAKEN');
      throw error;
    }
    return id;
  }

  /** What somebody who comes back has just said of themselves is newer than what the roster has. */
  async refresh(tx: Tx, workerId: string, applicant: Applicant): Promise<void> {
    const { encrypted, keyId, index } = this.phones.seal(applicant.phone);
    await tx.query(
      `update worker set phone_encrypted = $2, phone_key_id = $3, phone_index = $4, schooling = $5, employment_form = $6,
              trade = coalesce($7, trade), has_smartphone = coalesce($8, has_smartphone)
        where id = $1`,
      [
        workerId,
        encrypted,
        keyId,
        index,
        applicant.schooling,
        applicant.employmentForm,
        applicant.trade ?? null,
        applicant.hasSmartphone ?? null,
      ],
    );
  }
}
