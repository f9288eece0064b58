import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { WriteRateGuard } from '../limits/write-rate.guard.js';
import { LogInFloods } from './log-in-floods.js';
import { LogInStepsController } from './log-in-steps.controller.js';
import { SessionController } from './session.controller.js';
import { SessionGuard } from './session.guard.js';
import { SessionResolver } from './session-resolver.js';

@Module({
  controllers: [SessionController, LogInStepsController],
  providers: [
    LogInFloods,
    SessionResolver,
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_GUARD, useClass: WriteRateGuard }, // after the session is known
  ],
  exports: [LogInFloods, SessionResolver],
})
export class SessionModule {}
