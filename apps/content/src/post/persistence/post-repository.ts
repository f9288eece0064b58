import type { PostStatus, Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PostRevision } from '../domain/post-revision.js';
import { Post } from '../domain/post.js';

/** A post as it is loaded to be changed: with its current text, and the moment by the database clock. */
export interface OpenedPost {
  post: Post;
  text: PostRevision;
  /** Who has taken over from the post's unit, when that is gone. */
  heirId: string | null;
  at: Date;
}

/** Loads posts to be changed. Reading for people is in post-views.ts. */
@Injectable()
export class PostRepository {
  /**
   * Locks the post until the transaction ends: two people who take the same step do it one after the other, and the
   * second finds it done. A post of a unit that is gone is its successor's to change. Undefined when there is none
   * within the scope.
   */
  async open(tx: Tx, postId: string, scope: Scope): Promise<OpenedPost | undefined> {
    const [found] = await tx.query<{ heirId: string | null }>(
      `select s.heir_unit_id as "heirId"
         from post p left join unit_succession s on s.from_unit_id = p.unit_id
         join unit_mirror m on m.unit_id = coalesce(s.heir_unit_id, p.unit_id)
        where p.id = $1 and ${scopeSql('m.unit_id', 'm.path', 2)} ${this.lock}`,
      [postId, ...scopeValues(scope)],
    );
    if (!found) return undefined;
    const post = await tx.em.findOneOrFail(Post, postId);
    const text = await tx.em.findOneOrFail(PostRevision, {
      post: postId,
      revision: await this.textRevision(tx, postId),
    });
    return { post, text, heirId: found.heirId, at: await this.now(tx) };
  }

  /** The database's time; milliseconds, as JavaScript has it. */
  async now(tx: Tx): Promise<Date> {
    const [row] = await tx.query<{ at: string }>(`select to_json(clock_timestamp())#>>'{}' as at`);
    return new Date(row?.at ?? Number.NaN);
  }

  /**
   * Puts up to `limit` posts of a unit that is gone into the hands of its successor, with a line in the history of each.
   * Gives how many. By `post_unit`; whoever is at one of them is waited for.
   */
  async takeOver(
    tx: Tx,
    take: { fromUnitId: string; toUnitId: string; comment: string; statuses: readonly PostStatus[]; limit: number },
  ): Promise<number> {
    const [row] = await tx.query<{ taken: number }>(
      `with going as (
         select id from post where unit_id = $1 and status = any($4::text[]) order by id limit $5 for update),
       taken as (
         update post p set unit_id = $2, version = p.version + 1, updated_at = now() from going g where p.id = g.id
         returning p.id, p.version, p.status, p.revision),
       said as (
         insert into post_step (post_id, version, action, from_status, to_status, revision, account_id, at, comment)
         select id, version, 'take_over', status, status, revision, null, now(), $3 from taken)
       select count(*)::int as taken from taken`,
      [take.fromUnitId, take.toUnitId, take.comment, take.statuses, take.limit],
    );
    return row?.taken ?? 0;
  }

  protected readonly lock: string = 'for update of p';

  /** The newest text; the recall raises the post's revision without one. */
  private async textRevision(tx: Tx, postId: string): Promise<number> {
    const [row] = await tx.query<{ revision: number }>(
      `select max(revision) as revision from post_revision where post_id = $1`,
      [postId],
    );
    return row?.revision ?? 0;
  }
}
