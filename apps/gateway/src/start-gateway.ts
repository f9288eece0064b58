import multipart from '@fastify/multipart';
import { rememberValidation } from '@guantong/platform';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import { serveDocs } from './docs/serve-docs.js';
import { answerUnreadable, answerUnroutable } from './errors/client-error.js';
import { ExplainedValidation } from './errors/explained-validation.js';
import { ProblemDetailsFilter } from './errors/problem-details.filter.js';
import type { GatewayConfig } from './gateway-config.js';
import { GatewayModule } from './gateway.module.js';
import { useAnswerTimeouts } from './limits/answer-timeouts.js';
import { BODY_BYTES, HTTP_TIMEOUT_MS, MULTIPART, UPLOAD_TIMEOUT_MS } from './limits/http-limits.js';
import { useInFlightLimit } from './limits/in-flight.hook.js';
import { useSecurityHeaders } from './limits/security-headers.js';
import { useUploadLimits } from './limits/upload-limits.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { useRequestContext } from './request/request-context.hook.js';
import { RouteTable } from './routing/route-table.js';

/** Puts the gateway together and starts answering. It does not wait for NATS: until that is there, the answer is 503. */
export async function startGateway(config: GatewayConfig, more: Type<object>[] = []): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    requestTimeout: UPLOAD_TIMEOUT_MS, // for the body to arrive; all but uploads are held to the line below
    handlerTimeout: HTTP_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    trustProxy: config.TRUSTED_PROXIES === '' ? false : config.TRUSTED_PROXIES.split(','),
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.with(config, more), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(PinoLogger));

  const instance = adapter.getInstance();
  app.get(RouteTable).watch(instance);
  useRequestContext(instance);
  useSecurityHeaders(instance, config);
  useInFlightLimit(instance, config.MAX_IN_FLIGHT);
  useAnswerTimeouts(instance);
  useUploadLimits(instance);
  app.get(HttpMetrics).watch(instance);
  instance.decorateRequest('actor', null);
  instance.decorateRequest('session', null);
  await app.register(multipart, MULTIPART);

  app.useGlobalFilters(new ProblemDetailsFilter(app.get(RouteTable)));
  rememberValidation();
  app.useGlobalPipes(new ExplainedValidation());
  serveDocs(app);
  await app.listen(config.PORT, config.HOST);
  return app;
}
