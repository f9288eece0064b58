import { Migration } from '@mikro-orm/migrations';

export class ApiToken0052 extends Migration {
  override up(): void {
    this.addSql(`
      create table api_token (
        id uuid primary key,
        -- the maker; the token can do nothing that this account could not do at the moment
        account_id uuid not null references account (id),
        name text not null,
        prefix text not null,
        -- SHA-256 of the token; the token itself is kept nowhere
        token_hash bytea not null unique,
        unit_id uuid not null references unit (id),
        reach text not null check (reach in ('UNIT', 'SUBTREE')),
        permissions text[] not null check (cardinality(permissions) > 0),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid
      );
      create index api_token_of_account on api_token (account_id, id);
    `);
  }
}
