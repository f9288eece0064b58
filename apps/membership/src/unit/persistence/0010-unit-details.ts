import { Migration } from '@mikro-orm/migrations';

export class UnitDetails0010 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0; -- the table is written anew

      alter table unit
        -- unified social credit code, GB 32100-2015
        add column credit_code text,
        add column contact_name text not null default '',
        -- AES-256-GCM; contact_phone_key_id says which key
        add column contact_phone_encrypted bytea,
        add column contact_phone_key_id text,
        -- pinyin initials of name and short name, by a blank apart: 'ftqzgh ftzgh'. Empty: still to be worked out
        add column initials text not null default '',
        add check ((contact_phone_encrypted is null) = (contact_phone_key_id is null));
      create unique index unit_credit_code on unit (credit_code) where status = 'ACTIVE';
      create index unit_without_initials on unit (id) where initials = '';
      alter table unit alter column grams set expression as (bigrams(name, short_name, code, initials));
    `);
  }
}
