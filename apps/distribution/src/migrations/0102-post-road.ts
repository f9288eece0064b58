import { Migration } from '@mikro-orm/migrations';

/** Posts on their way down: relays at the tiers above, deliveries at grassroots unions, and their sums. */
export class PostRoad0102 extends Migration {
  override up(): void {
    this.addSql(`
      create table post_mirror (
        post_id uuid primary key,
        -- EXPECTED: a correction has overtaken the publication, which alone makes it visible
        status text not null check (status in ('EXPECTED', 'PUBLISHED', 'RECALLED')),
        -- from here to published_at: null until the publication itself has arrived
        unit_id uuid,
        kind text,
        audience jsonb,
        for_all boolean generated always as (audience = '{}'::jsonb) stored,
        must_forward boolean,
        forward_within interval,
        published_at timestamptz,
        -- the newest text known, and its revision; 0 while there is none
        revision integer not null default 0,
        title text,
        summary text,
        body_html text,
        corrected_at timestamptz,
        correction_reason text,
        recalled_at timestamptz,
        recall_reason text,
        -- when its road was opened at the publishing unit
        road_opened_at timestamptz,
        -- when it is next looked over for units that should have it and do not; null: never again
        next_check_at timestamptz,
        check (status <> 'PUBLISHED' or unit_id is not null),
        check (published_at is null or (unit_id is not null and kind is not null and audience is not null
          and must_forward is not null and revision > 0))
      );
      create index post_mirror_next_check on post_mirror (next_check_at)
        where next_check_at is not null and status = 'PUBLISHED';

      -- No row means AUTO.
      create table forwarding_policy (
        unit_id uuid primary key,
        mode text not null check (mode in ('AUTO', 'MANUAL')),
        set_by uuid,
        set_at timestamptz not null
      );

      create table relay (
        post_id uuid not null,
        unit_id uuid not null,
        -- null at the publishing unit
        parent_unit_id uuid,
        tier text not null,
        -- the road the post came: the parent's path, as it was frozen there, and the unit. A later move of either
        -- never changes it
        path uuid[] not null,
        state text not null check (state in ('PENDING', 'FORWARDED')),
        note text check (length(note) <= 500),
        received_at timestamptz not null,
        deadline_at timestamptz,
        forwarded_at timestamptz,
        forwarded_how text check (forwarded_how in ('PUBLISHED', 'AUTO', 'MANUAL', 'PASS_THROUGH')),
        forwarded_by uuid,
        primary key (post_id, unit_id),
        check ((state = 'FORWARDED') = (forwarded_at is not null and forwarded_how is not null))
      );
      create index relay_of_unit on relay (unit_id, state, received_at);
      create index relay_due on relay (deadline_at) where state = 'PENDING' and deadline_at is not null;

      -- fillfactor: receipts then rewrite a row on its own page and touch no index
      create table delivery (
        post_id uuid not null,
        unit_id uuid not null,
        -- null when the grassroots union published it itself
        parent_unit_id uuid,
        path uuid[] not null,
        state text not null check (state in ('PENDING', 'OPEN')),
        note text check (length(note) <= 500),
        received_at timestamptz not null,
        deadline_at timestamptz,
        opened_at timestamptz,
        opened_how text check (opened_how in ('PUBLISHED', 'AUTO', 'MANUAL', 'PASS_THROUGH')),
        opened_by uuid,
        -- bits of the union's members, frozen when the post arrived
        slots integer not null,
        audience bit varying not null,
        audience_count integer not null,
        -- evidence, a bit per slot; null while nobody has given any
        read bit varying,
        confirmed bit varying,
        -- who has read the text of read_revision; older texts count for nothing here, so a correction
        -- makes it void without touching this row
        read_current bit varying,
        read_revision integer not null default 0,
        -- bit_count of the two above, kept in the statement that sets the bits
        read_count integer not null default 0,
        confirmed_count integer not null default 0,
        primary key (post_id, unit_id),
        check ((state = 'OPEN') = (opened_at is not null and opened_how is not null))
      ) with (fillfactor = 80);
      create index delivery_inbox on delivery (unit_id, opened_at desc, post_id desc);
      create index delivery_of_parent on delivery (post_id, parent_unit_id);
      create index delivery_held on delivery (post_id, received_at, unit_id) where state = 'PENDING';
      create index delivery_due on delivery (deadline_at) where state = 'PENDING' and deadline_at is not null;

      -- Sums of deliveries per parent union, split by the union's last hex digit (mod 4) so that writers of receipts
      -- do not wait for each other. Kept in the statements that change deliveries.
      create table coverage_sum (
        post_id uuid not null,
        unit_id uuid not null,
        shard smallint not null check (shard between 0 and 3),
        unions integer not null,
        unions_open integer not null,
        audience integer not null,
        read integer not null default 0,
        confirmed integer not null default 0,
        primary key (post_id, unit_id, shard)
      ) with (fillfactor = 50);

      create function coverage_shard(unit uuid) returns smallint language sql immutable parallel safe
        return (get_byte(uuid_send(unit), 15) & 3)::smallint;
    `);
  }
}
