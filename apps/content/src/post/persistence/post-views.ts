import {
  POST_STATUSES,
  type PostCounts,
  type PostHistoryView,
  type PostListRequest,
  type PostPage,
  type PostRevisionView,
  type PostView,
  type Scope,
} from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

const DEFAULT_PAGE = 20;

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const LIST_FIELDS = `
  'postId', p.id, 'unitId', p.unit_id, 'unitName', m.name, 'kind', p.kind, 'status', p.status,
  'title', t.title, 'summary', t.summary, 'mustForward', p.must_forward, 'forwardWithin', p.forward_within,
  'audience', p.audience, 'revision', p.revision, 'version', p.version, 'authorId', p.author_id,
  'submittedBy', p.submitted_by, 'approvedBy', p.approved_by, 'createdAt', ${iso('p.created_at')},
  'updatedAt', ${iso('p.updated_at')}, 'publishedAt', ${iso('p.published_at')}`;

/** A post, its unit (`m`, for name and scope) and its newest text (`t`). */
const POSTS = `
  post p
  join unit_mirror m on m.unit_id = p.unit_id
  join lateral (select * from post_revision r where r.post_id = p.id order by r.revision desc limit 1) t on true`;

/**
 * Whether one post may be read: its unit is in the scope, or the one that has taken over from it. `m` is the mirror of
 * its unit; the scope's parameters start at `first`.
 */
const readableSql = (first: number): string => `(${scopeSql('m.unit_id', 'm.path', first)} or exists (
  select from unit_succession s join unit_mirror h on h.unit_id = s.heir_unit_id
   where s.from_unit_id = m.unit_id and ${scopeSql('h.unit_id', 'h.path', first)}))`;

/** The same for many posts: which units are gone is worked out once. */
const readableUnitSql = (
  first: number,
): string => `(${scopeSql('m.unit_id', 'm.path', first)} or m.unit_id = any (array(
  select s.from_unit_id from unit_succession s join unit_mirror h on h.unit_id = s.heir_unit_id
   where ${scopeSql('h.unit_id', 'h.path', first)})))`;

/** What the desk reads: JSON made in SQL, one round trip each, always within a scope. */
@Injectable()
export class PostViews {
  /** By primary keys throughout. */
  async get(sql: Sql, postId: string, scope: Scope): Promise<PostView | undefined> {
    const [row] = await sql.query<{ view: PostView }>(
      `select json_build_object(${LIST_FIELDS}, 'bodyMarkdown', t.body_markdown, 'bodyHtml', t.body_html,
              'rejectionComment', (select s.comment from post_step s
                 where s.post_id = p.id and s.version = p.version and p.status = 'REJECTED')) as view
         from ${POSTS}
        where p.id = $1 and ${readableSql(2)}`,
      [postId, ...scopeValues(scope)],
    );
    return row?.view;
  }

  /**
   * Newest first: ids grow with time. The page is cut before texts are fetched. Few units in scope: their entries in
   * `post_unit`; the whole city: backwards along the primary key until the page is full. What has been taken over: the
   * newest of each unit that is gone, from `post_unit`.
   */
  async list(sql: Sql, request: PostListRequest, scope: Scope): Promise<PostPage> {
    const limit = request.limit ?? DEFAULT_PAGE;
    const asked = `($4::text is null or p.status = $4) and ($5::text is null or p.kind = $5)
                  and ($6::uuid is null or p.id < $6)`;
    const rows = await sql.query<{ item: PostPage['items'][number] }>(
      `select json_build_object(${LIST_FIELDS}) as item
         from (select id from (
                 (select p.id from post p
                   where p.unit_id in (select m.unit_id from unit_mirror m
                                        where ${scopeSql('m.unit_id', 'm.path', 1)} and ($3::uuid is null or m.unit_id = $3))
                     and ${asked} order by p.id desc limit $7)
                 union
                 select latest.id
                   from unit_succession s join unit_mirror h on h.unit_id = s.heir_unit_id
                   cross join lateral (select p.id from post p where p.unit_id = s.from_unit_id and ${asked}
                                        order by p.id desc limit $7) latest
                  where ${scopeSql('h.unit_id', 'h.path', 1)} and ($3::uuid is null or s.from_unit_id = $3)) found
                order by id desc limit $7) page
         join post p on p.id = page.id
         join unit_mirror m on m.unit_id = p.unit_id
         join lateral (select * from post_revision r where r.post_id = p.id order by r.revision desc limit 1) t on true
        order by p.id desc`,
      [
        ...scopeValues(scope),
        request.unitId ?? null,
        request.status ?? null,
        request.kind ?? null,
        request.cursor ?? null,
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit).map((row) => row.item);
    return { items, next: rows.length > limit ? (items.at(-1)?.postId ?? null) : null };
  }

  async counts(sql: Sql, unitId: string | undefined, scope: Scope): Promise<PostCounts> {
    const rows = await sql.query<{ status: keyof PostCounts['counts']; n: number }>(
      `select p.status, count(*)::int as n from post p join unit_mirror m on m.unit_id = p.unit_id
        where ${readableUnitSql(1)} and ($3::uuid is null or m.unit_id = $3)
        group by p.status`,
      [...scopeValues(scope), unitId ?? null],
    );
    const counts = Object.fromEntries(POST_STATUSES.map((status) => [status, 0])) as PostCounts['counts'];
    for (const { status, n } of rows) counts[status] = n;
    return { counts };
  }

  /** The latest 500 steps and revisions, oldest first. */
  async history(sql: Sql, postId: string, scope: Scope): Promise<PostHistoryView | undefined> {
    const [row] = await sql.query<{ view: PostHistoryView }>(
      `select json_build_object(
         'steps', (select json_agg(json_build_object('version', s.version, 'action', s.action,
                     'fromStatus', s.from_status, 'toStatus', s.to_status, 'revision', s.revision,
                     'accountId', s.account_id, 'actingUnitId', s.acting_unit_id,
                     'actingUnitName', (select u.name from unit_mirror u where u.unit_id = s.acting_unit_id), 'at', ${iso('s.at')}, 'comment', s.comment) order by s.version)
                     from (select * from post_step where post_id = p.id order by version desc limit 500) s),
         'revisions', (select json_agg(json_build_object('revision', r.revision, 'title', r.title,
                     'summary', r.summary, 'reason', r.reason, 'writtenBy', r.written_by,
                     'writtenAt', ${iso('r.written_at')}) order by r.revision)
                     from (select * from post_revision where post_id = p.id order by revision desc limit 500) r)) as view
         from post p join unit_mirror m on m.unit_id = p.unit_id
        where p.id = $1 and ${readableSql(2)}`,
      [postId, ...scopeValues(scope)],
    );
    return row?.view;
  }

  async revision(sql: Sql, postId: string, revision: number, scope: Scope): Promise<PostRevisionView | undefined> {
    const [row] = await sql.query<{ view: PostRevisionView }>(
      `select json_build_object('revision', r.revision, 'title', r.title, 'summary', r.summary, 'reason', r.reason,
              'writtenBy', r.written_by, 'writtenAt', ${iso('r.written_at')},
              'bodyMarkdown', r.body_markdown, 'bodyHtml', r.body_html) as view
         from post_revision r join post p on p.id = r.post_id join unit_mirror m on m.unit_id = p.unit_id
        where r.post_id = $1 and r.revision = $4 and ${readableSql(2)}`,
      [postId, ...scopeValues(scope), revision],
    );
    return row?.view;
  }
}
