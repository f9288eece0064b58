import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, fail, type RpcDefinition } from '@guantong/contracts';
import { DomainError, isErrorBody } from '@guantong/platform';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsOptions } from '../connection/nats-options.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { rpcHeaders } from './rpc-headers.js';

/** How long a question may take, ms, where nothing else is said. */
export const RPC_DEADLINE_MS = 3000;

/** What Nest's NATS server sends back. */
interface Reply<A> {
  response?: A;
  err?: unknown;
}

/**
 * Asks other services. Every failure is a DomainError with a code of the catalogue.
 *
 * It speaks the wire format of Nest's NATS transport over the connection's own request/reply, with one subscription for
 * all answers: Nest's client subscribes and unsubscribes for each question, which cost as much as the question. And
 * while the broker is away it says so at once, instead of letting everybody wait for the deadline.
 */
@Injectable()
export class RpcClient implements OnApplicationShutdown {
  private connecting: Promise<NatsConnection> | undefined;
  private connection: NatsConnection | undefined;
  private isAway = false;
  private readonly leaving: (() => void)[] = [];
  private readonly log = new Logger('RpcClient');

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  async call<Q extends object, A>(
    definition: RpcDefinition<Q, A>,
    request: Q,
    actor: Actor,
    deadlineMs = this.options.rpcDeadlineMs ?? RPC_DEADLINE_MS,
  ): Promise<A> {
    const { subject } = definition;
    const connection = this.connection ?? (await this.firstConnection(deadlineMs));
    if (this.isAway) throw fail('SERVICE_UNAVAILABLE');
    // `id` only tells Nest's server that an answer is wanted; NATS itself matches answers to questions
    const packet = JSON.stringify({ pattern: subject, data: request, id: '1' });
    let reply: Reply<A>;
    try {
      await this.departure();
      const message = await connection.request(subject, packet, { timeout: deadlineMs, headers: rpcHeaders(actor) });
      reply = message.json<Reply<A>>();
    } catch (error) {
      throw this.transportFailure(error, subject);
    }
    if (reply.err !== undefined && reply.err !== null) throw this.failureOf(reply.err, subject);
    return reply.response as A;
  }

  /**
   * Questions asked in one turn of the event loop leave together: one write to the socket instead of one each, which
   * under load was a quarter of the gateway's time. Alone, a question waits for some microseconds.
   */
  private departure(): Promise<void> {
    return new Promise((resolve) => {
      if (this.leaving.push(resolve) > 1) return;
      setImmediate(() => {
        for (const go of this.leaving.splice(0)) go();
      });
    });
  }

  /** @throws SERVICE_UNAVAILABLE when there is no broker by the deadline */
  private async firstConnection(deadlineMs: number): Promise<NatsConnection> {
    this.connecting ??= this.connect();
    const inTime = new AbortController();
    const tooLate = delay(deadlineMs, undefined, { signal: inTime.signal }).catch(() => undefined);
    const connection = await Promise.race([this.connecting, tooLate]);
    inTime.abort();
    if (!connection) throw fail('SERVICE_UNAVAILABLE');
    return connection;
  }

  private async connect(): Promise<NatsConnection> {
    const connection = await connect(natsOptions(`${this.options.service}-rpc`, this.options.natsUrl));
    this.connection = connection;
    void this.watch(connection);
    return connection;
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.isAway = true;
      if (type === 'reconnect') this.isAway = false;
    }
  }

  private failureOf(err: unknown, subject: string): DomainError {
    if (isErrorBody(err)) return DomainError.fromBody(err);
    this.log.error(`${subject}: an answer that is neither a result nor an error`);
    return fail('INTERNAL');
  }

  private transportFailure(error: unknown, subject: string): DomainError {
    const text = nameAndMessage(error);
    if (/timeout/i.test(text)) return fail('SERVICE_TIMEOUT');
    if (/responders|subscribers|connection|disconnect|closed|draining/i.test(text)) return fail('SERVICE_UNAVAILABLE');
    if (/max_payload|payload/i.test(text)) return fail('PAYLOAD_TOO_LARGE');
    this.log.error(`${subject}: ${text}`);
    return fail('INTERNAL');
  }

  async onApplicationShutdown(): Promise<void> {
    // One that never came about is not waited for
    void this.connecting?.then((connection) => connection.close()).catch(() => undefined);
    await this.connection?.close();
  }
}

const nameAndMessage = (error: unknown): string =>
  error instanceof Error
    ? `${error.name} ${error.message} ${error.cause ? nameAndMessage(error.cause) : ''}`
    : String(error);
