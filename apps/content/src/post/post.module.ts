import { Module, type OnModuleInit } from '@nestjs/common';
import { ApprovePost } from './application/approve-post.js';
import { CorrectPost } from './application/correct-post.js';
import { EditDraft } from './application/edit-draft.js';
import { PublishPost } from './application/publish-post.js';
import { ReadPosts } from './application/read-posts.js';
import { RecallPost } from './application/recall-post.js';
import { RejectPost } from './application/reject-post.js';
import { SubmitPost } from './application/submit-post.js';
import { TakeStep } from './application/take-step.js';
import { TakeOverUnfinishedPosts } from './application/take-over-unfinished-posts.js';
import { WriteDraft } from './application/write-draft.js';
import { checkLifecycle } from './domain/post-lifecycle.js';
import { OnUnitSucceeded } from './messaging/on-unit-succeeded.js';
import { PostRepository } from './persistence/post-repository.js';
import { PostViews } from './persistence/post-views.js';
import { PostReadingRpc } from './rpc/post-reading.rpc.js';
import { PostStepsRpc } from './rpc/post-steps.rpc.js';

@Module({
  controllers: [PostStepsRpc, PostReadingRpc],
  providers: [
    PostRepository,
    PostViews,
    TakeStep,
    WriteDraft,
    EditDraft,
    SubmitPost,
    ApprovePost,
    RejectPost,
    PublishPost,
    CorrectPost,
    RecallPost,
    ReadPosts,
    TakeOverUnfinishedPosts,
    OnUnitSucceeded,
  ],
})
export class PostModule implements OnModuleInit {
  onModuleInit(): void {
    checkLifecycle();
  }
}
