import 'reflect-metadata';
import { MESSAGING_SERVICES, SYSTEM } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { InvalidConfiguration, loadConfig } from '@guantong/platform';
import { IsString } from 'class-validator';
import type { OpsContext } from './command.js';
import { COMMANDS } from './commands.js';
import { runOps } from './run-ops.js';

/** `npm run ops -- <command>`: what operators do from a terminal, over NATS, on a running system. */
class OpsConfig {
  /** NATS servers, comma-separated: nats://host:port */
  @IsString() NATS_URL = 'nats://127.0.0.1:4222';
}

async function main(): Promise<number> {
  const { NATS_URL } = loadConfig(OpsConfig);
  const rpc = new RpcClient({ service: 'ops', natsUrl: NATS_URL });
  const context: OpsContext = {
    call: (definition, request, deadlineMs) => rpc.call(definition, request, SYSTEM, deadlineMs),
    callAs: (actor, definition, request) => rpc.call(definition, request, actor),
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    services: MESSAGING_SERVICES,
  };
  return runOps(process.argv.slice(2), COMMANDS, context);
}

try {
  // Exits although the client may still be trying to reach a server that is not there.
  process.exit(await main());
} catch (error) {
  const text =
    error instanceof InvalidConfiguration ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof InvalidConfiguration ? 78 : 1);
}
