import {
  DrainingNatsServer,
  MessagingRuntime,
  requestValidation,
  RpcContextInterceptor,
  RpcErrorFilter,
} from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { InvalidConfiguration, rememberValidation } from '@guantong/platform';
import { type DynamicModule, type INestApplication, Logger, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import { HealthController } from './health.controller.js';
import { loggingModule } from './logging.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';
import type { ServiceConfig } from './service-config.js';

export interface ServiceDefinition<C extends ServiceConfig> {
  name: string;
  config: C;
  module: Type<unknown> | DynamicModule;
}

@Module({ providers: [Readiness], controllers: [HealthController, MetricsController], exports: [Readiness] })
class HealthModule {}

/** Puts a service together, connects it to NATS and PostgreSQL (waiting for them), and starts answering. */
export async function startService<C extends ServiceConfig>({
  name,
  config,
  module,
}: ServiceDefinition<C>): Promise<INestApplication> {
  @Module({ imports: [loggingModule(name, config.LOG_LEVEL), { module: HealthModule, global: true }, module] })
  class ServiceRoot {}

  rememberValidation();
  const app = await NestFactory.create(ServiceRoot, new FastifyAdapter(), { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(PinoLogger));
  app.useGlobalInterceptors(new RpcContextInterceptor());
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new RpcErrorFilter());
  const database = app.get(Database);
  const messaging = app.get(MessagingRuntime);
  const readiness = app.get(Readiness);
  readiness.add('database', async () => (await database.query('select 1')).length === 1);
  readiness.add('broker', () => messaging.isConnected());
  readiness.add('consumers', () => messaging.isConsuming());
  app.connectMicroservice({ strategy: new DrainingNatsServer(name, config.NATS_URL) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  return app;
}

/** SIGTERM and SIGINT: not ready any more, stop pulling, finish what is in hand, close; 25 s at the most. */
export function stopOnSignals(app: INestApplication, readiness: Readiness): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    const log = new Logger('Shutdown');
    log.log(`${signal}: finishing what is in hand`);
    readiness.leave();
    setTimeout(() => {
      log.error('did not finish within 25 s');
      process.exit(1);
    }, 25_000).unref();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

/**
 * Starts an application as this process and stops it on signals. A wrong setting ends it with a readable list and exit
 * code 78 (EX_CONFIG).
 */
export async function runProcess(start: () => Promise<INestApplication>): Promise<void> {
  try {
    const app = await start();
    stopOnSignals(app, app.get(Readiness));
  } catch (error) {
    if (error instanceof InvalidConfiguration) {
      process.stderr.write(`${error.message}\n`);
      process.exit(78);
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}

/** The whole of a service's `main.ts`. */
export const runService = <C extends ServiceConfig>(define: () => ServiceDefinition<C>): Promise<void> =>
  runProcess(async () => startService(define()));
