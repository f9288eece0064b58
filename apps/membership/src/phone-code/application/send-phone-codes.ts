import { PeriodicTask } from '@guantong/host';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { MembershipConfig } from '../../membership-config.js';
import { NUMBERS_A_CALL, SmsGateway, SmsGatewayFailure } from '../../sms/sms-gateway.js';
import { retryAfter } from '../domain/phone-code.js';
import { PhoneCodeRepository } from '../persistence/phone-code-repository.js';
import { SmsQueue } from '../persistence/sms-queue.js';

const FORGET_EVERY_MS = 600_000;

/** Hands waiting messages to the gateway, outside of the request that asked for them, and asks what became of them. */
@Injectable()
export class SendPhoneCodes implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('SendPhoneCodes');
  private readonly task: PeriodicTask;
  private forgotAt = 0;

  constructor(
    private readonly queue: SmsQueue,
    private readonly codes: PhoneCodeRepository,
    private readonly gateway: SmsGateway,
    config: MembershipConfig,
  ) {
    this.task = new PeriodicTask('SendPhoneCodes', config.SMS_POLL_MS, () => this.runOnce());
  }

  onApplicationBootstrap(): void {
    if (this.gateway.isThere) this.task.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** There is a new message. */
  wake(): void {
    this.task.wake();
  }

  /** One call's worth. */
  private async runOnce(): Promise<'MORE' | undefined> {
    await this.queue.expire();
    const waiting = await this.queue.claim(NUMBERS_A_CALL);
    if (waiting.length > 0) await this.send(waiting);
    await this.askForReceipts();
    if (Date.now() - this.forgotAt > FORGET_EVERY_MS) {
      this.forgotAt = Date.now();
      await this.codes.forget();
    }
    return waiting.length === NUMBERS_A_CALL ? 'MORE' : undefined;
  }

  private async send(waiting: Awaited<ReturnType<SmsQueue['claim']>>): Promise<void> {
    try {
      const results = await this.gateway.send(
        waiting.map(({ id, phone, code }) => ({ outId: id, phone, params: { code } })),
      );
      await this.queue.answered(
        results.map(({ outId, messageId, refused }) => ({
          id: outId,
          messageId: messageId ?? null,
          errorCode: refused ?? null,
        })),
      );
    } catch (error) {
      if (!(error instanceof SmsGatewayFailure)) throw error;
      this.log.warn(`${waiting.length} messages not sent: ${error.code}`);
      const attempts = Math.min(...waiting.map((sms) => sms.attempts));
      await this.queue.unanswered(
        waiting.map((sms) => sms.id),
        retryAfter(attempts),
        error.code,
      );
    }
  }

  private async askForReceipts(): Promise<void> {
    const ids = await this.queue.unconfirmed(NUMBERS_A_CALL);
    if (ids.length === 0) return;
    try {
      const receipts = await this.gateway.receipts(ids);
      await this.queue.confirmed(receipts.filter(({ state }) => state !== 'WAITING'));
    } catch (error) {
      if (!(error instanceof SmsGatewayFailure)) throw error;
    }
  }
}
