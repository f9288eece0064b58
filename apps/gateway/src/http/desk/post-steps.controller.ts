import {
  type Actor,
  CorrectPostBody,
  PostApproval,
  PostCorrection,
  PostPublication,
  PostRecall,
  PostRejection,
  PostStepBody,
  PostSubmission,
  PostView,
  RecallPostBody,
  RejectPostBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The steps of a post from draft to recall, as nouns. Each answers with the post as it then is. */
@Controller('api/desk/posts/:postId')
export class PostStepsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('submission')
  @ForStaff('post.write')
  @Answers(PostView)
  submit(@Param('postId') postId: string, @Body() body: PostStepBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostSubmission, { ...body, postId }, actor);
  }

  @Post('approval')
  @ForStaff('post.review')
  @Answers(PostView)
  approve(@Param('postId') postId: string, @Body() body: PostStepBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostApproval, { ...body, postId }, actor);
  }

  @Post('rejection')
  @ForStaff('post.review')
  @Answers(PostView)
  reject(@Param('postId') postId: string, @Body() body: RejectPostBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostRejection, { ...body, postId }, actor);
  }

  @Post('publication')
  @ForStaff('post.write')
  @Answers(PostView)
  publish(@Param('postId') postId: string, @Body() body: PostStepBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostPublication, { ...body, postId }, actor);
  }

  @Post('correction')
  @ForStaff('post.write')
  @Answers(PostView, { about: 'The post with its new text' })
  correct(
    @Param('postId') postId: string,
    @Body() body: CorrectPostBody,
    @HttpActor() actor: Actor,
  ): Promise<PostView> {
    return this.rpc.call(PostCorrection, { ...body, postId }, actor);
  }

  @Post('recall')
  @ForStaff('post.write')
  @Answers(PostView)
  recall(@Param('postId') postId: string, @Body() body: RecallPostBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostRecall, { ...body, postId }, actor);
  }
}
