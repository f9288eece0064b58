import {
  type CorrectedFields,
  type CorrectionState,
  type CorrectionView,
  type DeskCorrection,
  fail,
  type Scope,
} from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';

export interface CorrectionContent {
  fields: CorrectedFields;
  note: string | null;
}
interface Sealed {
  sealed: Buffer;
  keyId: string;
}
type Row<V> = Omit<V, keyof CorrectionContent> & Sealed;

const COLUMNS = `c.id as "correctionId", c.state, c.content_encrypted as sealed, c.key_id as "keyId",
  to_json(c.asked_at)#>>'{}' as "askedAt", to_json(c.decided_at)#>>'{}' as "decidedAt", c.reason`;
const DESK_COLUMNS = `${COLUMNS}, w.id as "workerId", w.name as "workerName"`;

/** Requests for correction, as the worker and as the worker's present union see them. */
@Injectable()
export class CorrectionReader {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
  ) {}

  /** For the worker, latest first. */
  async own(workerId: string, sql: Sql = this.database): Promise<CorrectionView[]> {
    const rows = await sql.query<Row<CorrectionView>>(
      `select ${COLUMNS} from correction c where c.worker_id = $1 order by c.id desc limit 100`,
      [workerId],
    );
    return rows.map(({ sealed, keyId, ...row }) => ({ ...row, ...this.content({ sealed, keyId }) }));
  }

  /** Latest first. Plan: the union's members, and correction_of_worker for each. */
  async ofUnit(
    scope: Scope,
    unitId: string,
    page: { state: CorrectionState | undefined; before: string | undefined; limit: number },
  ): Promise<DeskCorrection[]> {
    const rows = await this.database.query<Row<DeskCorrection>>(
      `select ${DESK_COLUMNS} from correction c join worker w on w.id = c.worker_id join unit u on u.id = w.unit_id
        where w.unit_id = $3 and ($4::text is null or c.state = $4) and ($5::uuid is null or c.id < $5)
          and ${scopeSql('u.id', 'u.path', 1)} order by c.id desc limit $6`,
      [...scopeValues(scope), unitId, page.state ?? null, page.before ?? null, page.limit],
    );
    return rows.map(({ sealed, keyId, ...row }) => ({ ...row, ...this.content({ sealed, keyId }) }));
  }

  /** @throws NOT_FOUND */
  async get(sql: Sql, scope: Scope, correctionId: string): Promise<DeskCorrection> {
    const [row] = await sql.query<Row<DeskCorrection>>(
      `select ${DESK_COLUMNS} from correction c join worker w on w.id = c.worker_id join unit u on u.id = w.unit_id
        where c.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [correctionId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    const { sealed, keyId, ...correction } = row;
    return { ...correction, ...this.content({ sealed, keyId }) };
  }

  private content({ sealed, keyId }: Sealed): CorrectionContent {
    return JSON.parse(this.cipher.decrypt(sealed, keyId).toString()) as CorrectionContent;
  }
}
