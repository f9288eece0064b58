import { timingSafeEqual } from 'node:crypto';
import {
  type ChoosePersonRequest,
  fail,
  type OpenedSession,
  type PhoneLogIn,
  type PhoneLogInRequest,
  type Device,
} from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { Admit } from '../../session/application/admit.js';
import { LoginChallengeRepository } from '../../session/persistence/login-challenge-repository.js';
import { LoginSlowdownRepository } from '../../session/persistence/login-slowdown-repository.js';
import { type PersonOfNumber, PhoneCodeRepository } from '../persistence/phone-code-repository.js';

@Injectable()
export class LogInByPhoneCode {
  constructor(
    private readonly database: Database,
    private readonly codes: PhoneCodeRepository,
    private readonly challenges: LoginChallengeRepository,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly phones: SealedPhones,
    private readonly blindIndex: BlindIndex,
    private readonly admit: Admit,
  ) {}

  /** @throws PHONE_CODE_WRONG, whatever is wrong; TOO_MANY_REQUESTS */
  async run({ phone: given, code, caller }: PhoneLogInRequest): Promise<PhoneLogIn> {
    const phone = normalisePhone(given) ?? '';
    const phoneIndex = this.phones.indexOf(phone);
    const attempt = { account: `phone:${phone}`, address: caller.address };
    await this.slowdown.begin(attempt);
    const hash = this.blindIndex.of('phone-code', `${phone}:${digitsOf(code)}`);
    const right = (await this.codes.tryOnce(phoneIndex)) ?? Buffer.alloc(hash.length);
    if (!timingSafeEqual(right, hash)) throw fail('PHONE_CODE_WRONG');
    const { people, session } = await this.database.transaction(async (tx) => {
      if (!(await this.codes.take(tx, phoneIndex, hash))) throw fail('PHONE_CODE_WRONG');
      const found = await this.codes.people(tx, phoneIndex);
      const [only, ...others] = found;
      if (!only) throw fail('PHONE_CODE_WRONG');
      return { people: found, session: others.length > 0 ? null : await this.open(tx, only, caller.device) };
    });
    await this.slowdown.succeeded(attempt);
    if (session) return { session, choice: null };
    const challenge = await this.challenges.open('WHICH_PERSON', { accountId: null, phoneIndex });
    return { session: null, choice: { challenge, people } };
  }

  /** Where several share the number. Only who has shown the code gets here. @throws CHOICE_INVALID */
  async choose({ challenge, workerId, caller }: ChoosePersonRequest): Promise<OpenedSession> {
    const phoneIndex = (await this.challenges.tryOnce(challenge, 'WHICH_PERSON'))?.phoneIndex;
    if (!phoneIndex) throw fail('CHOICE_INVALID');
    return this.database.transaction(async (tx) => {
      const person = (await this.codes.people(tx, phoneIndex)).find((one) => one.workerId === workerId);
      if (!person || !(await this.challenges.take(tx, challenge))) throw fail('CHOICE_INVALID');
      return this.open(tx, person, caller.device);
    });
  }

  private async open(tx: Tx, { workerId, name }: PersonOfNumber, device: Device | undefined): Promise<OpenedSession> {
    const accountId = await this.codes.accountOf(tx, workerId, newId());
    return this.admit.run(tx, { accountId, kind: 'WORKER', displayName: name, method: 'PHONE_CODE', device });
  }
}

/** As people type them. */
const digitsOf = (code: string): string => code.normalize('NFKC').replaceAll(/\D/g, '');
