import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { DeskCaseLiveController } from './desk-case-live.controller.js';
import { HintFeed } from './hint-feed.js';
import { LiveStreams } from './live-streams.js';
import { PostLiveController } from './post-live.controller.js';
import { WorkerCaseLiveController } from './worker-case-live.controller.js';

@Module({
  imports: [SessionModule],
  controllers: [PostLiveController, DeskCaseLiveController, WorkerCaseLiveController],
  providers: [HintFeed, LiveStreams],
  exports: [LiveStreams],
})
export class LiveModule {}
