import {
  ChoosePerson,
  ChoosePersonRequest,
  OpenSessionByPhoneCode,
  PhoneCodeRequest,
  PhoneLogInRequest,
  RequestPhoneCode,
} from '@guantong/contracts';
import { RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { LogInByPhoneCode } from '../application/log-in-by-phone-code.js';
import { AskForPhoneCode } from '../application/ask-for-phone-code.js';

/** None of these goes through the Idempotency-Key: their answers are secrets, or their repetition is limited. */
@Controller()
export class PhoneCodeRpc {
  constructor(
    private readonly ask: AskForPhoneCode,
    private readonly logIn: LogInByPhoneCode,
  ) {}

  @RpcHandler(RequestPhoneCode)
  request(@Payload() dto: PhoneCodeRequest) {
    return this.ask.run(dto);
  }

  @RpcHandler(OpenSessionByPhoneCode)
  open(@Payload() dto: PhoneLogInRequest) {
    return this.logIn.run(dto);
  }

  @RpcHandler(ChoosePerson)
  choose(@Payload() dto: ChoosePersonRequest) {
    return this.logIn.choose(dto);
  }
}
