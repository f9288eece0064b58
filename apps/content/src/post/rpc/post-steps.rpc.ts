import {
  type Actor,
  CorrectPostRequest,
  DraftEdit,
  EditDraftRequest,
  NewDraft,
  NewDraftRequest,
  PostApproval,
  PostCorrection,
  PostPublication,
  PostRecall,
  PostRejection,
  PostStepRequest,
  PostSubmission,
  type PostView,
  RecallPostRequest,
  RejectPostRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ApprovePost } from '../application/approve-post.js';
import { CorrectPost } from '../application/correct-post.js';
import { EditDraft } from '../application/edit-draft.js';
import { PublishPost } from '../application/publish-post.js';
import { RecallPost } from '../application/recall-post.js';
import { RejectPost } from '../application/reject-post.js';
import { SubmitPost } from '../application/submit-post.js';
import { WriteDraft } from '../application/write-draft.js';

@Controller()
export class PostStepsRpc {
  constructor(
    private readonly writeDraft: WriteDraft,
    private readonly editDraft: EditDraft,
    private readonly submitPost: SubmitPost,
    private readonly approvePost: ApprovePost,
    private readonly rejectPost: RejectPost,
    private readonly publishPost: PublishPost,
    private readonly correctPost: CorrectPost,
    private readonly recallPost: RecallPost,
  ) {}

  @RpcHandler(NewDraft)
  write(@Payload() request: NewDraftRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.writeDraft.run(request, actor);
  }

  @RpcHandler(DraftEdit)
  edit(@Payload() request: EditDraftRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.editDraft.run(request, actor);
  }

  @RpcHandler(PostSubmission)
  submit(@Payload() request: PostStepRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.submitPost.run(request, actor);
  }

  @RpcHandler(PostApproval)
  approve(@Payload() request: PostStepRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.approvePost.run(request, actor);
  }

  @RpcHandler(PostRejection)
  reject(@Payload() request: RejectPostRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.rejectPost.run(request, actor);
  }

  @RpcHandler(PostPublication)
  publish(@Payload() request: PostStepRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.publishPost.run(request, actor);
  }

  @RpcHandler(PostCorrection)
  correct(@Payload() request: CorrectPostRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.correctPost.run(request, actor);
  }

  @RpcHandler(PostRecall)
  recall(@Payload() request: RecallPostRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.recallPost.run(request, actor);
  }
}
