import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { HttpSmsGateway } from '../sms/http-sms-gateway.js';
import { SmsGateway } from '../sms/sms-gateway.js';
import { AskForPhoneCode } from './application/ask-for-phone-code.js';
import { LogInByPhoneCode } from './application/log-in-by-phone-code.js';
import { SendPhoneCodes } from './application/send-phone-codes.js';
import { PhoneCodeRepository } from './persistence/phone-code-repository.js';
import { SmsQueue } from './persistence/sms-queue.js';
import { PhoneCodeRpc } from './rpc/phone-code.rpc.js';

@Module({
  imports: [SessionModule],
  providers: [
    AskForPhoneCode,
    LogInByPhoneCode,
    PhoneCodeRepository,
    SendPhoneCodes,
    SmsQueue,
    { provide: SmsGateway, useClass: HttpSmsGateway },
  ],
  controllers: [PhoneCodeRpc],
})
export class PhoneCodeModule {}
