import { type Actor, ANONYMOUS, type RpcDefinition } from '@guantong/contracts';
import { ACTOR_HEADER, natsOptions } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import { connect, type Msg } from '@nats-io/transport-node';

/** What a fake answer may look at besides the request. */
export interface FakeCall {
  actor: Actor;
  idempotencyKey: string;
  correlationId: string;
  traceparent: string;
}
type Answer<Q extends object, A> = (request: Q, call: FakeCall) => A | Promise<A>;

export interface FakeServices {
  /** Answers a definition from now on; replaces an earlier answer. */
  on<Q extends object, A>(definition: RpcDefinition<Q, A>, answer: Answer<Q, A>): void;
  /** How often a definition has been asked. */
  count(definition: RpcDefinition<never> | RpcDefinition): number;
  stop(): Promise<void>;
}

/** Answers requests over a real NATS in the wire format of Nest's transport, in the place of the services. */
export async function fakeServices(natsUrl: string): Promise<FakeServices> {
  const connection = await connect(natsOptions('fake-services', natsUrl));
  const answers = new Map<string, Answer<object, unknown>>();
  const counts = new Map<string, number>();

  const reply = async (subject: string, message: Msg): Promise<void> => {
    const { id, data } = message.json<{ id: string; data: object }>();
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
    const header = (name: string) => message.headers?.get(name) ?? '';
    const actor = header(ACTOR_HEADER);
    const call: FakeCall = {
      actor: actor ? (JSON.parse(actor) as Actor) : ANONYMOUS,
      idempotencyKey: header('idempotency-key'),
      correlationId: header('x-correlation-id'),
      traceparent: header('traceparent'),
    };
    try {
      const response = await answers.get(subject)?.(data, call);
      message.respond(JSON.stringify({ id, response, isDisposed: true }));
    } catch (error) {
      const err = error instanceof DomainError ? error.toBody() : { code: 'INTERNAL' };
      message.respond(JSON.stringify({ id, err, isDisposed: true }));
    }
  };

  return {
    on: (definition, answer) => {
      const isNew = !answers.has(definition.subject);
      answers.set(definition.subject, answer as Answer<object, unknown>);
      if (isNew)
        connection.subscribe(definition.subject, { callback: (_, message) => void reply(definition.subject, message) });
    },
    count: (definition) => counts.get(definition.subject) ?? 0,
    stop: () => connection.close(),
  };
}
