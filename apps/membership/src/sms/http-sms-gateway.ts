import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MembershipConfig } from '../membership-config.js';
import { SmsGateway, SmsGatewayFailure, type SmsMessage, type SmsReceipt, type SmsResult } from './sms-gateway.js';

const TIMEOUT_MS = 5000;

interface SendAnswer {
  results: { outId: string; code: string; messageId?: string }[];
}
interface ReceiptAnswer {
  receipts: SmsReceipt[];
}

/**
 * The usual shape of a Chinese provider over HTTP: registered signature and template, requests signed with a secret, up
 * to 200 numbers a call, a result for each. docs/log-in.md describes it; the simulator in simulators/sms-gateway holds
 * us to it.
 */
@Injectable()
export class HttpSmsGateway extends SmsGateway {
  constructor(private readonly config: MembershipConfig) {
    super();
  }

  get isThere(): boolean {
    return this.config.SMS_GATEWAY_URL !== '';
  }

  async send(messages: readonly SmsMessage[]): Promise<SmsResult[]> {
    const { SMS_SIGN_NAME: signName, SMS_CODE_TEMPLATE: templateCode } = this.config;
    const { results } = await this.post<SendAnswer>('/sms/send', { signName, templateCode, messages });
    return results.map(({ outId, code, messageId }) =>
      code === 'OK' && messageId ? { outId, messageId } : { outId, refused: code },
    );
  }

  async receipts(messageIds: readonly string[]): Promise<SmsReceipt[]> {
    return (await this.post<ReceiptAnswer>('/sms/receipts', { messageIds })).receipts;
  }

  private async post<A>(path: string, body: object): Promise<A> {
    const text = JSON.stringify(body);
    const response = await fetch(this.config.SMS_GATEWAY_URL.replace(/\/$/, '') + path, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...this.signed(path, text) },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new SmsGatewayFailure('unreachable', { cause: error });
    });
    const answer = (await response.json().catch(() => undefined)) as ({ code?: string } & A) | undefined;
    if (!response.ok || !answer || answer.code !== 'OK') {
      throw new SmsGatewayFailure(answer?.code ?? `HTTP ${response.status}`);
    }
    return answer;
  }

  /** HMAC-SHA-256 over path, time, nonce and the hash of the body: nobody can change or repeat a request. */
  private signed(path: string, body: string): Record<string, string> {
    const timestamp = new Date().toISOString();
    const nonce = randomBytes(16).toString('hex');
    const hash = createHash('sha256').update(body).digest('hex');
    const signature = createHmac('sha256', this.config.SMS_ACCESS_KEY_SECRET)
      .update(['POST', path, timestamp, nonce, hash].join('\n'))
      .digest('hex');
    return {
      'x-sms-access-key-id': this.config.SMS_ACCESS_KEY_ID,
      'x-sms-timestamp': timestamp,
      'x-sms-nonce': nonce,
      'x-sms-signature': signature,
    };
  }
}
