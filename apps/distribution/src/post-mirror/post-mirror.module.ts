import { Module } from '@nestjs/common';
import { KeepPost } from './application/keep-post.js';
import { OnPostCorrected } from './messaging/on-post-corrected.js';
import { OnPostRecalled } from './messaging/on-post-recalled.js';
import { PostMirrorRepository } from './persistence/post-mirror-repository.js';

@Module({
  providers: [PostMirrorRepository, KeepPost, OnPostCorrected, OnPostRecalled],
  exports: [KeepPost],
})
export class PostMirrorModule {}
