import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { HintFeed } from './hint-feed.js';
import { LiveStreams } from './live-streams.js';

@Module({ imports: [SessionModule], providers: [HintFeed, LiveStreams], exports: [LiveStreams] })
export class LiveModule {}
