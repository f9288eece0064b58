import { fail, type PhoneCodeAsked, type PhoneCodeRequest as Request } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { SmsGateway } from '../../sms/sms-gateway.js';
import { newPhoneCode, PHONE_CODE } from '../domain/phone-code.js';
import { PhoneCodeRepository } from '../persistence/phone-code-repository.js';
import { SmsQueue } from '../persistence/sms-queue.js';
import { SendPhoneCodes } from './send-phone-codes.js';

const HINTS = {
  works: '如果这个号码登记在花名册里，验证码会在一分钟内发到。收不到，请本单位工会干部发一个登录码。',
  fails: '短信通道暂时不通。请本单位工会干部发一个登录码，凭姓名、京卡号和登录码登录。',
} as const;

/** Asks for a code. Who asks gets the same answer after the same work, whether the number is known or not. */
@Injectable()
export class AskForPhoneCode {
  constructor(
    private readonly database: Database,
    private readonly codes: PhoneCodeRepository,
    private readonly queue: SmsQueue,
    private readonly sender: SendPhoneCodes,
    private readonly gateway: SmsGateway,
    private readonly phones: SealedPhones,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @throws PHONE_CODES_OFF TOO_MANY_REQUESTS */
  async run({ phone: given, caller }: Request): Promise<PhoneCodeAsked> {
    if (!this.gateway.isThere) throw fail('PHONE_CODES_OFF');
    const phone = normalisePhone(given);
    if (!phone) throw fail('VALIDATION_FAILED', {}, [{ field: 'phone', rule: 'phone' }]);
    const phoneIndex = this.phones.indexOf(phone);
    const addressHash = caller.address ? this.blindIndex.of('sms-address', caller.address) : null;
    const code = newPhoneCode();
    const expiresAt = await this.database.transaction(async (tx) => {
      const issued = await this.codes.issue(tx, phoneIndex, this.blindIndex.of('phone-code', `${phone}:${code}`));
      if (!issued) return undefined;
      const wait = await this.codes.beyondLimits(tx, phoneIndex, addressHash);
      if (wait > 0) throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: wait });
      await this.queue.add(tx, { id: newId(), phone, phoneIndex, addressHash, code });
      return issued;
    });
    if (!expiresAt) {
      throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: await this.codes.secondsToWait(phoneIndex) });
    }
    this.sender.wake();
    const smsWorks = await this.queue.gatewayWorks();
    const hint = smsWorks ? HINTS.works : HINTS.fails;
    return { againAfterSeconds: PHONE_CODE.againAfterSeconds, expiresAt, smsWorks, hint };
  }
}
