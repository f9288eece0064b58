import { Migration } from '@mikro-orm/migrations';

/** Posts, their texts and their history. */
export class Posts0001 extends Migration {
  override up(): void {
    this.addSql(`
      create table post (
        id uuid primary key,
        unit_id uuid not null,
        status text not null,
        kind text not null,
        audience jsonb not null,
        must_forward boolean not null,
        forward_within text,
        version int not null,
        revision int not null,
        author_id uuid not null,
        submitted_by uuid,
        approved_by uuid,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        published_at timestamptz(3)
      );
      -- ids grow with time: a unit's posts, newest first, without sorting
      create index post_unit on post (unit_id, id);

      create table post_revision (
        post_id uuid not null,
        revision int not null,
        title text not null,
        summary text not null,
        body_markdown text not null,
        body_html text not null,
        reason text,
        written_by uuid not null,
        written_at timestamptz(3) not null,
        primary key (post_id, revision),
        constraint post_revision_post_id_foreign foreign key (post_id) references post (id)
      );

      create table post_step (
        post_id uuid not null,
        version int not null,
        action text not null,
        from_status text,
        to_status text not null,
        revision int not null,
        account_id uuid not null,
        at timestamptz(3) not null,
        comment text,
        -- also the last guard against two steps from the same version
        primary key (post_id, version),
        constraint post_step_post_id_foreign foreign key (post_id) references post (id)
      );
    `);
  }
}
