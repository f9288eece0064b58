import { MESSAGING_OPTIONS, RpcClient } from '@guantong/messaging';
import { Global, Module } from '@nestjs/common';
import { GatewayConfig } from '../gateway-config.js';
import { BrokerConnection } from './broker-connection.js';

@Global()
@Module({
  providers: [
    BrokerConnection,
    {
      provide: MESSAGING_OPTIONS,
      inject: [GatewayConfig],
      useFactory: ({ NATS_URL: natsUrl, RPC_DEADLINE_MS: rpcDeadlineMs }: GatewayConfig) => ({
        service: 'gateway',
        natsUrl,
        rpcDeadlineMs,
      }),
    },
    RpcClient,
  ],
  exports: [BrokerConnection, RpcClient],
})
export class BrokerModule {}
