import {
  type Actor,
  DeadLetterList,
  DeadLetterListRequest,
  DeadLetterReplay,
  DeadLetterRequest,
  DeadLetterShow,
  fail,
  MissingEvents,
  MissingEventsRequest,
  type ServiceName,
} from '@guantong/contracts';
import { Controller, Inject, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeadLetters } from './dead-letter/dead-letters.js';
import { ReplayDeadLetter } from './dead-letter/replay-dead-letter.js';
import { ReceivedEvents } from './reconciler/received-events.js';
import { CurrentActor, RpcHandler } from './rpc/rpc-handler.js';

const ANSWERS = {
  missing: MissingEvents,
  list: DeadLetterList,
  show: DeadLetterShow,
  replay: DeadLetterReplay,
} as const;

const requireSystem = (actor: Actor): void => {
  if (actor.kind !== 'SYSTEM') throw fail('FORBIDDEN');
};

/**
 * The questions that every service answers about its messages, for the reconciler and for operators. A class of its own
 * for each service, because its subjects contain the service's name: several may run in one process (tests do).
 */
export function messagingController(): Type<object> {
  @Controller()
  class MessagingRpc {
    constructor(
      @Inject(ReceivedEvents) private readonly received: ReceivedEvents,
      @Inject(DeadLetters) private readonly deadLetters: DeadLetters,
      @Inject(ReplayDeadLetter) private readonly replayDeadLetter: ReplayDeadLetter,
    ) {}

    missing(@Payload() request: MissingEventsRequest, @CurrentActor() actor: Actor) {
      requireSystem(actor);
      return this.received.missing(request);
    }

    async list(@Payload() request: DeadLetterListRequest, @CurrentActor() actor: Actor) {
      requireSystem(actor);
      const items = await this.deadLetters.list(request);
      return { items, next: items.length === request.limit ? (items.at(-1)?.id ?? null) : null };
    }

    async show(@Payload() { id }: DeadLetterRequest, @CurrentActor() actor: Actor) {
      requireSystem(actor);
      const found = await this.deadLetters.find(id);
      if (!found) throw fail('NOT_FOUND');
      return found;
    }

    replay(@Payload() { id }: DeadLetterRequest, @CurrentActor() actor: Actor) {
      requireSystem(actor);
      return this.replayDeadLetter.run(id);
    }
  }
  return MessagingRpc;
}

/** Binds the methods to the service's subjects; before Nest registers its message handlers. */
export function answerAs(controller: Type<object>, service: ServiceName): void {
  const prototype = controller.prototype as object;
  for (const [method, definitions] of Object.entries(ANSWERS)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
    if (!descriptor) throw new Error(`no method ${method}`);
    RpcHandler(definitions[service])(prototype, method, descriptor);
  }
}
