import type { PostCorrectedV1, PostPublishedV1, PostRecalledV1 } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/**
 * What this service keeps of a post. Each of the three messages writes its own columns, and the text goes by its
 * revision: whatever the order in which they arrive, and however often, the row ends up the same.
 */
@Injectable()
export class PostMirrorRepository {
  async publish(tx: Sql, post: PostPublishedV1): Promise<void> {
    await tx.query(
      `insert into post_mirror as p (post_id, status, unit_id, kind, audience, must_forward, forward_within,
         published_at, revision, title, summary, body_html, next_check_at)
       values ($1, 'PUBLISHED', $2, $3, jsonb_strip_nulls($4::jsonb), $5, $6::interval, $7, $8, $9, $10, $11, now())
       on conflict (post_id) do update set
         status = case when p.status = 'RECALLED' then 'RECALLED' else 'PUBLISHED' end,
         unit_id = excluded.unit_id, kind = excluded.kind, audience = excluded.audience,
         must_forward = excluded.must_forward, forward_within = excluded.forward_within,
         published_at = excluded.published_at, next_check_at = excluded.next_check_at,
         revision = greatest(p.revision, excluded.revision),
         title = case when p.revision > excluded.revision then p.title else excluded.title end,
         summary = case when p.revision > excluded.revision then p.summary else excluded.summary end,
         body_html = case when p.revision > excluded.revision then p.body_html else excluded.body_html end
       where p.published_at is null`,
      [
        post.postId,
        post.unitId,
        post.kind,
        JSON.stringify(post.audience),
        post.mustForward,
        post.forwardWithin,
        post.publishedAt,
        post.revision,
        post.title,
        post.summary,
        post.bodyHtml,
      ],
    );
  }

  async correct(tx: Sql, post: PostCorrectedV1): Promise<void> {
    await tx.query(
      `insert into post_mirror as p (post_id, status, revision, title, summary, body_html, corrected_at,
         correction_reason)
       values ($1, 'EXPECTED', $2, $3, $4, $5, $6, $7)
       on conflict (post_id) do update set revision = excluded.revision, title = excluded.title,
         summary = excluded.summary, body_html = excluded.body_html, corrected_at = excluded.corrected_at,
         correction_reason = excluded.correction_reason
       where p.revision < excluded.revision`,
      [post.postId, post.revision, post.title, post.summary, post.bodyHtml, post.correctedAt, post.reason],
    );
  }

  /** A recall is for good. */
  async recall(tx: Sql, post: PostRecalledV1): Promise<void> {
    await tx.query(
      `insert into post_mirror as p (post_id, status, recalled_at, recall_reason) values ($1, 'RECALLED', $2, $3)
       on conflict (post_id) do update set status = 'RECALLED', recalled_at = excluded.recalled_at,
         recall_reason = excluded.recall_reason
       where p.status <> 'RECALLED'`,
      [post.postId, post.recalledAt, post.reason],
    );
  }
}
