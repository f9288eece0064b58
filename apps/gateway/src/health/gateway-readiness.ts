import { ANONYMOUS, ResolveSession } from '@guantong/contracts';
import { Readiness } from '@guantong/host';
import { RpcClient } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BrokerConnection } from '../broker/broker-connection.js';

/** The gateway can work when the broker is there and sessions can be resolved. */
@Injectable()
export class GatewayReadiness implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly broker: BrokerConnection,
    private readonly rpc: RpcClient,
  ) {}

  onModuleInit(): void {
    this.readiness.add('nats', () => this.broker.isUp);
    this.readiness.add('membership', () => this.membershipAnswers());
  }

  /** Nobody's token: "not logged in" is the answer of a membership service that works, its database included. */
  private async membershipAnswers(): Promise<boolean> {
    try {
      await this.rpc.call(ResolveSession, { token: 'gateway-readiness-probe' }, ANONYMOUS, 1000);
      return true;
    } catch (error) {
      return error instanceof DomainError && error.code === 'UNAUTHENTICATED';
    }
  }
}
