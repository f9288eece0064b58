import {
  type Actor,
  DraftEdit,
  EditDraftBody,
  NewDraft,
  NewDraftRequest,
  PostById,
  PostCounts,
  PostCountsByStatus,
  PostCountsRequest,
  PostHistory,
  PostHistoryView,
  PostList,
  PostListRequest,
  PostPage,
  PostRevisionByNumber,
  PostRevisionView,
  PostView,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, ParseIntPipe, Patch, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Posts as those who write and review them see them. The service shows each actor only their own units' posts. */
@Controller('api/desk')
export class PostsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('posts')
  @ForStaff('post.write')
  @Answers(PostView, { status: 201, about: 'The new draft' })
  write(@Body() body: NewDraftRequest, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(NewDraft, body, actor);
  }

  @Patch('posts/:postId')
  @ForStaff('post.write')
  @Answers(PostView, { about: 'The draft as it now is' })
  edit(@Param('postId') postId: string, @Body() body: EditDraftBody, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(DraftEdit, { ...body, postId }, actor);
  }

  @Get('posts')
  @ForStaff('any')
  @Answers(PostPage, { about: 'Newest first' })
  list(@Query() query: PostListRequest, @HttpActor() actor: Actor): Promise<PostPage> {
    return this.rpc.call(PostList, query, actor);
  }

  @Get('post-counts')
  @ForStaff('any')
  @Answers(PostCounts)
  counts(@Query() query: PostCountsRequest, @HttpActor() actor: Actor): Promise<PostCounts> {
    return this.rpc.call(PostCountsByStatus, query, actor);
  }

  @Get('posts/:postId')
  @ForStaff('any')
  @Answers(PostView)
  get(@Param('postId') postId: string, @HttpActor() actor: Actor): Promise<PostView> {
    return this.rpc.call(PostById, { postId }, actor);
  }

  @Get('posts/:postId/history')
  @ForStaff('any')
  @Answers(PostHistoryView, { about: 'Who did what and when, and the texts there were' })
  history(@Param('postId') postId: string, @HttpActor() actor: Actor): Promise<PostHistoryView> {
    return this.rpc.call(PostHistory, { postId }, actor);
  }

  @Get('posts/:postId/revisions/:revision')
  @ForStaff('any')
  @Answers(PostRevisionView, { about: 'A text that was, with its body' })
  revision(
    @Param('postId') postId: string,
    @Param('revision', ParseIntPipe) revision: number,
    @HttpActor() actor: Actor,
  ): Promise<PostRevisionView> {
    return this.rpc.call(PostRevisionByNumber, { postId, revision }, actor);
  }
}
