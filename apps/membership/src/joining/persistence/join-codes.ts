import { fail, type JoinCodeView, type Scope } from '@guantong/contracts';
import { isoTime, scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { drawCode, JOIN_CODE_LETTERS, plainCode } from '../domain/readable-code.js';

/** The code with which people apply to a union. */
@Injectable()
export class JoinCodes {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** Makes one when there is none, or when `renew`. @throws NOT_FOUND UNIT_TAKES_NO_MEMBERS */
  async ofUnit(tx: Tx, scope: Scope, unitId: string, { renew }: { renew: boolean }): Promise<JoinCodeView> {
    const [unit] = await tx.query<{ takes: boolean }>(
      `select u.tier = 'GRASSROOTS' and u.status = 'ACTIVE' as takes from unit u
        where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    if (!unit) throw fail('NOT_FOUND');
    if (!unit.takes) throw fail('UNIT_TAKES_NO_MEMBERS');
    const code = drawCode(JOIN_CODE_LETTERS);
    await tx.query(
      `insert into join_code (unit_id, code_encrypted, key_id, code_index) values ($1, $2, $3, $4)
       on conflict (unit_id) do ${
         renew
           ? `update set code_encrypted = excluded.code_encrypted, key_id = excluded.key_id,
                         code_index = excluded.code_index, renewed_at = now()`
           : 'nothing'
       }`,
      [unitId, this.cipher.encrypt(Buffer.from(code)), this.cipher.keyId, this.indexOf(code)],
    );
    const [row] = await tx.query<{ sealed: Buffer; keyId: string; renewedAt: string }>(
      `select code_encrypted as sealed, key_id as "keyId", renewed_at as "renewedAt" from join_code where unit_id = $1`,
      [unitId],
    );
    if (!row) throw fail('NOT_FOUND');
    return {
      unitId,
      code: this.cipher.decrypt(row.sealed, row.keyId).toString(),
      renewedAt: isoTime(row.renewedAt),
    };
  }

  /**
   * The union whose code this is, which is held: one that is going is waited for.
   *
   * @throws JOIN_CODE_WRONG also for one that has been replaced; JOIN_UNION_SUCCEEDED JOIN_UNION_GONE
   */
  async unitOf(tx: Tx, code: string): Promise<{ unitId: string; unitName: string }> {
    const [row] = await tx.query<{ unitId: string; unitName: string; isThere: boolean }>(
      `select u.id as "unitId", u.name as "unitName", u.status = 'ACTIVE' as "isThere"
         from join_code c join unit u on u.id = c.unit_id where c.code_index = $1 for share of u`,
      [this.indexOf(code)],
    );
    if (!row) throw fail('JOIN_CODE_WRONG');
    const { unitId, unitName, isThere } = row;
    if (isThere) return { unitId, unitName };
    const successor = await this.successorOf(tx, unitId);
    throw successor
      ? fail('JOIN_UNION_SUCCEEDED', { unit: unitName, successor })
      : fail('JOIN_UNION_GONE', { unit: unitName });
  }

  /** The name of the union that stands for one that is gone by now: its successor, or that one's successor. */
  private async successorOf(sql: Sql, unitId: string): Promise<string | undefined> {
    const [row] = await sql.query<{ name: string }>(
      `with recursive heirs as (
         select successor_id from unit where id = $1
         union select u.successor_id from heirs h join unit u on u.id = h.successor_id)
       select u.name from heirs h join unit u on u.id = h.successor_id and u.status = 'ACTIVE'`,
      [unitId],
    );
    return row?.name;
  }

  private indexOf(code: string): Buffer {
    return this.blindIndex.of('join-code', plainCode(code));
  }
}
