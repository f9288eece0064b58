import type { Envelope, UnitStateV1 } from '@guantong/contracts';
import { UnitMirrorRepository, UnitSuccessions } from '@guantong/hierarchy';
import { Outbox } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { buildUnitState, disposableDatabase } from '@guantong/testing';
import { contentMigrations } from '../migrations.js';
import { ApprovePost } from '../post/application/approve-post.js';
import { CorrectPost } from '../post/application/correct-post.js';
import { EditDraft } from '../post/application/edit-draft.js';
import { PublishPost } from '../post/application/publish-post.js';
import { ReadPosts } from '../post/application/read-posts.js';
import { RecallPost } from '../post/application/recall-post.js';
import { RejectPost } from '../post/application/reject-post.js';
import { SubmitPost } from '../post/application/submit-post.js';
import { TakeOverUnfinishedPosts } from '../post/application/take-over-unfinished-posts.js';
import { TakeStep } from '../post/application/take-step.js';
import { WriteDraft } from '../post/application/write-draft.js';
import { PostRepository } from '../post/persistence/post-repository.js';
import { postSchemas } from '../post/persistence/post-schema.js';
import { PostViews } from '../post/persistence/post-views.js';

/** The tree of the tests: a city with two districts, and a direct union in the first. */
export interface TestTree {
  city: UnitStateV1;
  district: UnitStateV1;
  sibling: UnitStateV1;
  direct: UnitStateV1;
}

export type DisposableContent = Awaited<ReturnType<typeof disposableContent>>;

/** Content's use cases on a database of their own, without broker or process. Drop it in `afterAll`. */
export async function disposableContent(posts: PostRepository = new PostRepository()) {
  const db = await disposableDatabase({ entities: postSchemas, migrations: contentMigrations });
  const mirror = new UnitMirrorRepository();
  const city = buildUnitState();
  const district = buildUnitState({ parent: city });
  const tree: TestTree = {
    city,
    district,
    sibling: buildUnitState({ parent: city }),
    direct: buildUnitState({ parent: district }),
  };
  await mirror.upsert(db.database, Object.values(tree));

  const views = new PostViews();
  const outbox = new Outbox();
  const commands = new IdempotentCommands(db.database);
  const steps = new TakeStep(commands, posts, views);
  return {
    ...db,
    tree,
    mirror,
    views,
    writeDraft: new WriteDraft(commands, mirror, posts, steps),
    editDraft: new EditDraft(steps),
    submitPost: new SubmitPost(steps),
    approvePost: new ApprovePost(steps),
    rejectPost: new RejectPost(steps),
    publishPost: new PublishPost(steps, outbox),
    correctPost: new CorrectPost(steps, outbox),
    recallPost: new RecallPost(steps, outbox),
    takeOver: new TakeOverUnfinishedPosts(new UnitSuccessions(mirror), posts),
    readPosts: new ReadPosts(db.database, views),
    /** The events about a post, in the order in which they were written. */
    eventsOf: async (postId: string): Promise<Envelope<Record<string, unknown>>[]> => {
      const rows = await db.database.query<{ envelope: string }>(
        `select envelope from outbox where envelope::json ->> 'subject' = $1 order by id`,
        [postId],
      );
      return rows.map((row) => JSON.parse(row.envelope) as Envelope<Record<string, unknown>>);
    },
  };
}
