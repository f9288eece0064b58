/** HTTP in, NATS out, nothing else: what Nest on fastify and Nest's NATS client cost by themselves. */
import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ClientNats, ClientsModule, Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Observable } from 'rxjs';
import { type EchoAnswer, ECHO_SUBJECT, echoOptions } from './echo-wire.js';

const EDGE = Symbol('EDGE');

@Controller('echo')
class EchoController {
  constructor(@Inject(EDGE) private readonly nats: ClientNats) {}

  @Get()
  echo(): Observable<EchoAnswer> {
    return this.nats.send<EchoAnswer>(ECHO_SUBJECT, { text: '贯通' });
  }
}

@Module({
  imports: [ClientsModule.register([{ name: EDGE, transport: Transport.NATS, options: echoOptions() }])],
  controllers: [EchoController],
})
class EdgeModule {}

const app = await NestFactory.create<NestFastifyApplication>(EdgeModule, new FastifyAdapter(), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.getUrl() });
