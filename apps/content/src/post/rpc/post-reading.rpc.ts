import {
  type Actor,
  PostById,
  PostByIdRequest,
  type PostCounts,
  PostCountsByStatus,
  PostCountsRequest,
  PostHistory,
  type PostHistoryView,
  PostList,
  PostListRequest,
  type PostPage,
  PostRevisionByNumber,
  PostRevisionRequest,
  type PostRevisionView,
  type PostView,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ReadPosts } from '../application/read-posts.js';

@Controller()
export class PostReadingRpc {
  constructor(private readonly posts: ReadPosts) {}

  @RpcHandler(PostById)
  get(@Payload() { postId }: PostByIdRequest, @CurrentActor() actor: Actor): Promise<PostView> {
    return this.posts.one(postId, actor);
  }

  @RpcHandler(PostList)
  list(@Payload() request: PostListRequest, @CurrentActor() actor: Actor): Promise<PostPage> {
    return this.posts.list(request, actor);
  }

  @RpcHandler(PostCountsByStatus)
  counts(@Payload() { unitId }: PostCountsRequest, @CurrentActor() actor: Actor): Promise<PostCounts> {
    return this.posts.counts(unitId, actor);
  }

  @RpcHandler(PostHistory)
  history(@Payload() { postId }: PostByIdRequest, @CurrentActor() actor: Actor): Promise<PostHistoryView> {
    return this.posts.history(postId, actor);
  }

  @RpcHandler(PostRevisionByNumber)
  revision(
    @Payload() { postId, revision }: PostRevisionRequest,
    @CurrentActor() actor: Actor,
  ): Promise<PostRevisionView> {
    return this.posts.revision(postId, revision, actor);
  }
}
