import { createHash, createHmac, randomBytes } from 'node:crypto';
import { NumberLimits } from './number-limits.js';
import { type RunningSmsGateway, startSmsGateway } from './sms-gateway.js';

const KEYS = { accessKeyId: 'id', accessKeySecret: 'secret' };
const SIGNED = { signName: '贯通工会', templateCode: 'CODE' };

describe('the simulated SMS gateway', () => {
  let gateway: RunningSmsGateway;
  beforeAll(async () => {
    gateway = await startSmsGateway({ ...KEYS, signName: '贯通工会', templates: { CODE: '验证码{code}' } });
  });
  afterAll(() => gateway.stop());

  let messages = 0;
  const message = (phone: string, params = { code: '123456' }) => ({ outId: `m${++messages}`, phone, params });
  const headersFor = (path: string, body: string, over: { secret?: string; at?: Date; nonce?: string } = {}) => {
    const { secret = KEYS.accessKeySecret, at = new Date(), nonce = randomBytes(16).toString('hex') } = over;
    const text = ['POST', path, at.toISOString(), nonce, createHash('sha256').update(body).digest('hex')].join('\n');
    return {
      'content-type': 'application/json',
      'x-sms-access-key-id': KEYS.accessKeyId,
      'x-sms-timestamp': at.toISOString(),
      'x-sms-nonce': nonce,
      'x-sms-signature': createHmac('sha256', secret).update(text).digest('hex'),
    };
  };
  const post = async (path: string, body: object, headers = headersFor(path, JSON.stringify(body))) => {
    const response = await fetch(gateway.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { code: string; results?: { code: string }[] }) };
  };

  it('delivers what is signed and registered, and shows it on a page and as JSON', async () => {
    const sent = await post('/sms/send', { ...SIGNED, messages: [message('14000000001')] });
    expect(sent).toMatchObject({ status: 200, code: 'OK', results: [{ code: 'OK' }] });
    expect(gateway.messages('14000000001')).toMatchObject([{ text: '【贯通工会】验证码123456' }]);
    const listed = (await (await fetch(`${gateway.url}/messages?phone=14000000001`)).json()) as { items: object[] };
    expect(listed.items).toHaveLength(1);
    expect(await (await fetch(`${gateway.url}/?phone=14000000001`)).text()).toContain('【贯通工会】验证码123456');
  });

  it('takes the same message twice as one', async () => {
    const body = { ...SIGNED, messages: [message('14000000002')] };
    expect((await post('/sms/send', body)).results).toEqual((await post('/sms/send', body)).results);
    expect(gateway.messages('14000000002')).toHaveLength(1);
  });

  it('refuses what is not signed, signed by another, old, sent twice, or changed on the way', async () => {
    const body = { ...SIGNED, messages: [message('14000000003')] };
    const text = JSON.stringify(body);
    const send = (over: object) => post('/sms/send', body, headersFor('/sms/send', text, over));
    expect(await send({ secret: 'other' })).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await send({ at: new Date(Date.now() - 600_000) })).toMatchObject({ code: 'InvalidTimeStamp.Expired' });
    const headers = headersFor('/sms/send', text);
    expect(await post('/sms/send', { ...body, more: 1 }, headers)).toMatchObject({ code: 'SignatureDoesNotMatch' });
    expect(await post('/sms/send', body, headers)).toMatchObject({ code: 'OK' });
    expect(await post('/sms/send', body, headers)).toMatchObject({ code: 'SignatureNonceUsed' });
    const stranger = { ...headersFor('/sms/send', text), 'x-sms-access-key-id': 'x' };
    expect(await post('/sms/send', body, stranger)).toMatchObject({ code: 'InvalidAccessKeyId.NotFound' });
  });

  it('refuses foreign signatures and templates, and more than 200 numbers', async () => {
    const one = [message('14000000004')];
    expect(await post('/sms/send', { ...SIGNED, signName: '别人', messages: one })).toMatchObject({
      status: 400,
      code: 'isv.SMS_SIGNATURE_ILLEGAL',
    });
    expect(await post('/sms/send', { ...SIGNED, templateCode: 'AD', messages: one })).toMatchObject({
      code: 'isv.SMS_TEMPLATE_ILLEGAL',
    });
    const many = Array.from({ length: 201 }, (_, n) => message(`1500000${String(n).padStart(4, '0')}`));
    expect(await post('/sms/send', { ...SIGNED, messages: many })).toMatchObject({
      code: 'isv.MOBILE_COUNT_OVER_LIMIT',
    });
    expect(await post('/sms/send', { ...SIGNED, messages: many.slice(1) })).toMatchObject({ code: 'OK' });
  });

  it('answers number by number', async () => {
    const { results } = await post('/sms/send', {
      ...SIGNED,
      messages: [message('14000000005'), message('14000000005'), message('12'), message('14000000006', { code: '' })],
    });
    expect(results?.map(({ code }) => code)).toEqual([
      'OK',
      'isv.BUSINESS_LIMIT_CONTROL',
      'isv.MOBILE_NUMBER_ILLEGAL',
      'isv.TEMPLATE_MISSING_PARAMETERS',
    ]);
  });

  it('allows a number 1 code a minute, 5 an hour, 10 a day', () => {
    const limits = new NumberLimits();
    const minutes = (n: number) => n * 60_000 + 1;
    const taken = Array.from({ length: 24 * 30 }, (_, n) => limits.take('1', minutes(n * 2))).filter(Boolean);
    expect(taken).toHaveLength(10);
    const hour = Array.from({ length: 60 }, (_, n) => limits.take('2', minutes(n) + n * 10)).filter(Boolean);
    expect(hour).toHaveLength(5);
    expect([limits.take('3', 0), limits.take('3', 59_999), limits.take('3', 60_000)]).toEqual([true, false, true]);
  });
});
