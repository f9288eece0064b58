import {
  type Actor,
  fail,
  type PostCounts,
  type PostHistoryView,
  type PostListRequest,
  type PostPage,
  type PostRevisionView,
  type PostView,
} from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PostViews } from '../persistence/post-views.js';
import { readScope } from './read-scope.js';

const found = <T>(view: T | undefined): T => {
  if (view === undefined) throw fail('NOT_FOUND');
  return view;
};

/** Everything the desk can ask about posts. What is out of scope and what does not exist are the same. */
@Injectable()
export class ReadPosts {
  constructor(
    private readonly database: Database,
    private readonly views: PostViews,
  ) {}

  async one(postId: string, actor: Actor): Promise<PostView> {
    return found(await this.views.get(this.database, postId, readScope(actor)));
  }

  async list(request: PostListRequest, actor: Actor): Promise<PostPage> {
    return this.views.list(this.database, request, readScope(actor));
  }

  async counts(unitId: string | undefined, actor: Actor): Promise<PostCounts> {
    return this.views.counts(this.database, unitId, readScope(actor));
  }

  async history(postId: string, actor: Actor): Promise<PostHistoryView> {
    return found(await this.views.history(this.database, postId, readScope(actor)));
  }

  async revision(postId: string, revision: number, actor: Actor): Promise<PostRevisionView> {
    return found(await this.views.revision(this.database, postId, revision, readScope(actor)));
  }
}
