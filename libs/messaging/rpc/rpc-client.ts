import { type Actor, fail, type RpcDefinition } from '@guantong/contracts';
import { DomainError, isErrorBody } from '@guantong/platform';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ClientNats, NatsRecordBuilder } from '@nestjs/microservices';
import { firstValueFrom, TimeoutError, timeout } from 'rxjs';
import { natsOptions } from '../connection/nats-options.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { rpcHeaders } from './rpc-headers.js';

/** How long a question may take, ms. */
export const RPC_DEADLINE_MS = 3000;

/** Asks other services. Every failure is a DomainError with a code of the catalogue. */
@Injectable()
export class RpcClient implements OnApplicationShutdown {
  private readonly client: ClientNats;
  private readonly log = new Logger('RpcClient');

  constructor(@Inject(MESSAGING_OPTIONS) options: MessagingOptions) {
    this.client = new ClientNats(natsOptions(`${options.service}-rpc`, options.natsUrl));
  }

  async call<Q extends object, A>(
    definition: RpcDefinition<Q, A>,
    request: Q,
    actor: Actor,
    deadlineMs = RPC_DEADLINE_MS,
  ): Promise<A> {
    const record = new NatsRecordBuilder(request).setHeaders(rpcHeaders(actor)).build();
    try {
      return await firstValueFrom(this.client.send<A>(definition.subject, record).pipe(timeout(deadlineMs)));
    } catch (error) {
      throw this.domainErrorOf(error, definition.subject);
    }
  }

  private domainErrorOf(error: unknown, subject: string): DomainError {
    if (isErrorBody(error) && !(error instanceof Error)) return DomainError.fromBody(error);
    if (error instanceof TimeoutError || /timeout/i.test(nameAndMessage(error))) return fail('SERVICE_TIMEOUT');
    if (
      /no ?responders|no subscribers|empty ?response|connection|disconnect|closed|draining/i.test(nameAndMessage(error))
    ) {
      return fail('SERVICE_UNAVAILABLE');
    }
    this.log.error(`${subject}: ${nameAndMessage(error)}`);
    return fail('INTERNAL');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

const nameAndMessage = (error: unknown): string =>
  error instanceof Error
    ? `${error.name} ${error.message} ${error.cause ? nameAndMessage(error.cause) : ''}`
    : String(error);
