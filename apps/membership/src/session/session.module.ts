import { Module } from '@nestjs/common';
import { PasswordHasher } from '../account/application/password-hasher.js';
import { PasswordPolicy } from '../account/application/password-policy.js';
import { ApiTokenReader } from '../api-token/persistence/api-token-reader.js';
import { ApiTokenRepository } from '../api-token/persistence/api-token-repository.js';
import { Admit } from './application/admit.js';
import { ForgetExpired } from './application/forget-expired.js';
import { LogIn } from './application/log-in.js';
import { LogInBySecondFactor } from './application/log-in-by-second-factor.js';
import { LogInByUnionCode } from './application/log-in-by-union-code.js';
import { OneTimeCodes } from './application/one-time-codes.js';
import { UseSecondFactor } from './application/use-second-factor.js';
import { LoginChallengeRepository } from './persistence/login-challenge-repository.js';
import { LoginReader } from './persistence/login-reader.js';
import { LoginSlowdownRepository } from './persistence/login-slowdown-repository.js';
import { SecondFactorRepository } from './persistence/second-factor-repository.js';
import { SessionReader } from './persistence/session-reader.js';
import { SessionRepository } from './persistence/session-repository.js';
import { SessionRpc } from './rpc/session.rpc.js';

@Module({
  providers: [
    Admit,
    ApiTokenReader,
    ApiTokenRepository,
    ForgetExpired,
    LogIn,
    LogInBySecondFactor,
    LogInByUnionCode,
    LoginChallengeRepository,
    LoginReader,
    LoginSlowdownRepository,
    OneTimeCodes,
    PasswordHasher,
    PasswordPolicy,
    SecondFactorRepository,
    SessionReader,
    SessionRepository,
    UseSecondFactor,
  ],
  controllers: [SessionRpc],
  exports: [
    Admit,
    ApiTokenReader,
    ApiTokenRepository,
    LoginChallengeRepository,
    LoginSlowdownRepository,
    OneTimeCodes,
    PasswordHasher,
    PasswordPolicy,
    SecondFactorRepository,
    SessionReader,
    SessionRepository,
    UseSecondFactor,
  ],
})
export class SessionModule {}
