import { fail, type Scope, type UnitContact } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type SealedPhone, SealedPhones } from '../../personal-data/sealed-phones.js';

/** The person to call at a unit: personal data, kept as workers' phones are. */
@Injectable()
export class UnitContactRepository {
  constructor(
    private readonly database: Database,
    private readonly phones: SealedPhones,
  ) {}

  /** With the number masked; null when there is none, or the unit is not in the scope. */
  async masked(scope: Scope, unitId: string): Promise<UnitContact | null> {
    const row = await this.find(this.database, scope, unitId);
    if (!row || (row.name === '' && row.phone === null)) return null;
    return { name: row.name, maskedPhone: this.phones.masked(row.phone, row.keyId) };
  }

  async setName(tx: Tx, unitId: string, name: string): Promise<void> {
    await tx.query(`update unit set contact_name = $2 where id = $1`, [unitId, name]);
  }

  async setPhone(tx: Tx, unitId: string, phone: SealedPhone | null): Promise<void> {
    await tx.query(`update unit set contact_phone_encrypted = $2, contact_phone_key_id = $3 where id = $1`, [
      unitId,
      phone?.encrypted ?? null,
      phone?.keyId ?? null,
    ]);
  }

  /** Of a whole file of units: names and phones that are given replace what was there. */
  async setAll(tx: Tx, contacts: readonly { id: string; name: string; phone: SealedPhone | null }[]): Promise<void> {
    await tx.query(
      `update unit u
          set contact_name = coalesce(nullif(c.name, ''), u.contact_name),
              contact_phone_encrypted = coalesce(decode(c.phone, 'hex'), u.contact_phone_encrypted),
              contact_phone_key_id = coalesce(c.key_id, u.contact_phone_key_id)
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as c (id, name, phone, key_id) where u.id = c.id`,
      [
        contacts.map((c) => c.id),
        contacts.map((c) => c.name),
        contacts.map((c) => c.phone?.encrypted.toString('hex') ?? null),
        contacts.map((c) => c.phone?.keyId ?? null),
      ],
    );
  }

  /** Name and whole number. @throws NOT_FOUND */
  async reveal(tx: Tx, scope: Scope, unitId: string): Promise<{ name: string; phone: string | null }> {
    const row = await this.find(tx, scope, unitId);
    if (!row) throw fail('NOT_FOUND');
    return { name: row.name, phone: this.phones.open(row.phone, row.keyId) };
  }

  private async find(sql: Sql, scope: Scope, unitId: string): Promise<Contact | undefined> {
    const [row] = await sql.query<Contact>(
      `select u.contact_name as name, u.contact_phone_encrypted as phone, u.contact_phone_key_id as "keyId"
         from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    return row;
  }
}

interface Contact {
  name: string;
  phone: Buffer | null;
  keyId: string | null;
}
