import { Migration } from '@mikro-orm/migrations';

export class WorkerAttributes0030 extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker
        -- languages other than Chinese in which somebody is better reached, as people call them: 维吾尔语
        add column languages text[] not null default '{}',
        add column reading_difficulty boolean not null default false,
        -- ways to be reached, the preferred one first
        add column reach_by text[] not null default '{}'
          check (reach_by <@ array['wechat', 'sms', 'call', 'visit', 'notice_board']),
        -- HMAC of the ID number; the number itself is kept nowhere
        add column id_number_index bytea;
      create unique index worker_id_number on worker (id_number_index) where id_number_index is not null;
    `);
  }
}
