import { Module } from '@nestjs/common';
import { PasswordHasher } from '../account/application/password-hasher.js';
import { ForgetSlowdowns } from './application/forget-slowdowns.js';
import { LogIn } from './application/log-in.js';
import { LoginReader } from './persistence/login-reader.js';
import { LoginSlowdownRepository } from './persistence/login-slowdown-repository.js';
import { SessionReader } from './persistence/session-reader.js';
import { SessionRepository } from './persistence/session-repository.js';
import { SessionRpc } from './rpc/session.rpc.js';

@Module({
  providers: [
    ForgetSlowdowns,
    LogIn,
    LoginReader,
    LoginSlowdownRepository,
    PasswordHasher,
    SessionReader,
    SessionRepository,
  ],
  controllers: [SessionRpc],
  exports: [PasswordHasher, SessionReader, SessionRepository],
})
export class SessionModule {}
