import { type Actor, fail } from '@guantong/contracts';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { requestContext } from '../request/request-context.hook.js';
import { checkAccess } from '../session/session.guard.js';
import { SessionResolver } from '../session/session-resolver.js';
import { HintFeed } from './hint-feed.js';
import { LiveStream } from './live-stream.js';
import { WatchQuery } from './watch-query.js';

interface Watched {
  /** What events to look again for. */
  hints: readonly string[];
  query: (actor: Actor) => Promise<object>;
}

/** Opens live streams, keeps count of them, and ends them with the process. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly open = new Map<LiveStream, WatchQuery>();
  private readonly perSession = new Map<string, number>();
  private clock: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    private readonly config: GatewayConfig,
    private readonly sessions: SessionResolver,
    private readonly feed: HintFeed,
  ) {}

  /**
   * Answers a request with a live stream of what `query` gives the caller.
   *
   * @throws whatever the query throws at first; TOO_MANY_STREAMS
   */
  async watch(request: FastifyRequest, reply: FastifyReply, { hints, query }: Watched): Promise<LiveStream> {
    const { session, actor } = request;
    if (!session || !actor) throw fail('UNAUTHENTICATED');
    if (request.method === 'HEAD') throw fail('METHOD_NOT_ALLOWED');
    const leave = this.enter(session.token);
    const stream = new LiveStream();
    stream.once('close', leave);
    const authorize = async () => {
      const now = await this.sessions.resolve(session.token, 500);
      checkAccess(session.rule, now);
      return now;
    };
    const lastEventId = request.headers['last-event-id'];
    const watch = new WatchQuery(stream, {
      context: requestContext(request),
      authorize,
      query,
      ...(typeof lastEventId === 'string' && lastEventId !== '' && { lastEventId }),
    });
    const unlisten = this.feed.listen(hints, () => watch.hint()); // before the first look, so that nothing falls between
    stream.once('close', () => {
      unlisten();
      watch.stop();
      this.open.delete(stream);
    });
    try {
      await watch.start(actor);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    this.open.set(stream, watch);
    void reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      // Kept alive after its stream has ended, the connection would hold up the end of the process
      connection: 'close',
    });
    return stream;
  }

  beforeApplicationShutdown(): void {
    this.closing = true;
    clearInterval(this.clock);
    for (const stream of this.open.keys()) stream.finish('SERVICE_UNAVAILABLE');
  }

  /** @returns how to leave again */
  private enter(token: string): () => void {
    if (this.closing) throw fail('SERVICE_UNAVAILABLE');
    if (this.open.size >= this.config.MAX_STREAMS) throw fail('SERVICE_UNAVAILABLE');
    const own = this.perSession.get(token) ?? 0;
    if (own >= this.config.MAX_STREAMS_PER_SESSION) throw fail('TOO_MANY_STREAMS');
    this.perSession.set(token, own + 1);
    this.clock ??= setInterval(() => this.tick(), 500).unref();
    return () => {
      const left = (this.perSession.get(token) ?? 1) - 1;
      if (left > 0) this.perSession.set(token, left);
      else this.perSession.delete(token);
    };
  }

  private tick(): void {
    const now = Date.now();
    for (const watch of this.open.values()) watch.tick(now);
  }
}
