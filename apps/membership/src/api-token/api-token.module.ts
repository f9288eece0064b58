import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { StaffAccountModule } from '../staff-account/staff-account.module.js';
import { MakeApiTokenForProgram } from './application/make-api-token.js';
import { RevokeApiTokenOfProgram } from './application/revoke-api-token.js';
import { ApiTokenRpc } from './rpc/api-token.rpc.js';

@Module({
  imports: [SessionModule, StaffAccountModule],
  providers: [MakeApiTokenForProgram, RevokeApiTokenOfProgram],
  controllers: [ApiTokenRpc],
})
export class ApiTokenModule {}
