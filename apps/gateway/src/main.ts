import 'reflect-metadata';
import { runProcess } from '@guantong/host';
import { loadConfig } from '@guantong/platform';
import { GatewayConfig } from './gateway-config.js';
import { startGateway } from './start-gateway.js';

await runProcess(() => startGateway(loadConfig(GatewayConfig)));
