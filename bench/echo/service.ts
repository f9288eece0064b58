/** Answers what the edge asks, and does nothing for it. */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { type EchoAnswer, ECHO_SUBJECT, echoOptions } from './echo-wire.js';

@Controller()
class EchoController {
  @MessagePattern(ECHO_SUBJECT)
  echo(@Payload() asked: EchoAnswer): EchoAnswer {
    return { text: asked.text };
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

const app = await NestFactory.createMicroservice(EchoModule, {
  transport: Transport.NATS,
  options: { ...echoOptions(), queue: 'echo' },
  logger: ['error'],
});
await app.listen();
process.once('disconnect', () => process.exit(0));
process.send?.({ url: '' });
