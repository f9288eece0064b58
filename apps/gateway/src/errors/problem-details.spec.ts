import { connect } from 'node:net';
import { defineQuery, fail, Int, ListOf, OneOf, Text } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { ANONYMOUS } from '@guantong/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Open } from '../session/access.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';
import type { Problem } from './problem.js';

class Part {
  @Int({ min: 1, max: 9 }) n: number;
}
class ProbeBody {
  @Text({ max: 5 }) title: string;
  @OneOf(['red', 'green'], { optional: true }) colour?: string;
  @ListOf(() => Part, { optional: true, max: 2 }) parts?: Part[];
}
class Page {
  @Int({ optional: true, min: 1, max: 100 }) limit?: number;
}
class Nothing {}
const NoSuchService = defineQuery<never>()('content.probe.absent', Nothing);
const Slow = defineQuery<never>()('content.probe.slow', Nothing);

@Controller('api/desk/probes')
class ProbeController {
  constructor(private readonly rpc: RpcClient) {}
  @Get()
  @Open()
  list(@Query() page: Page) {
    return { limit: page.limit ?? 20 };
  }
  @Post()
  @Open()
  create(@Body() body: ProbeBody) {
    return body;
  }
  @Get('absent')
  @Open()
  absent() {
    return this.rpc.call(NoSuchService, {}, ANONYMOUS);
  }
  @Get('slow')
  @Open()
  slow() {
    return this.rpc.call(Slow, {}, ANONYMOUS, 50);
  }
  @Get('broken')
  @Open()
  broken(): never {
    throw new Error('password=hunter2 in /srv/secret.ts');
  }
  @Get(':id')
  @Open()
  one(@Param('id') id: string): never {
    throw fail('NOT_FOUND', { id });
  }
}

describe('problem details', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await gatewayFixture([ProbeController]);
    gateway.services.on(Slow, () => new Promise<never>(() => undefined));
  });
  afterAll(() => gateway.stop());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(gateway.url + path, init);
    const text = await response.text();
    return { response, text, problem: JSON.parse(text) as Problem };
  };
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    ask('/api/desk/probes', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('says what is wrong with each field, in Chinese and English, with the bounds of the rule', async () => {
    const { response, problem } = await post({ title: 'too long', colour: 'blue', parts: [{ n: 10 }], author: 'me' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({
      type: '/docs/errors#VALIDATION_FAILED',
      code: 'VALIDATION_FAILED',
      status: 400,
      title: '请求有误',
    });
    expect(problem.instance).toBe(response.headers.get('x-request-id'));
    expect(problem.fields).toEqual(
      expect.arrayContaining([
        { field: 'title', rule: 'isLength', zh: '应为 1 到 5 个字。', en: 'Must have 1 to 5 characters.' },
        { field: 'colour', rule: 'isIn', zh: '只能是：red、green。', en: 'Must be one of: red, green.' },
        { field: 'parts.0.n', rule: 'max', zh: '不能大于 9。', en: 'Must be at most 9.' },
        {
          field: 'author',
          rule: 'whitelistValidation',
          zh: '没有这一项，请去掉。',
          en: 'Is not known here; leave it out.',
        },
      ]),
    );
    expect(problem.fields).toHaveLength(4);
  });

  it('says a missing field once', async () => {
    const { problem } = await post({});
    expect(problem.fields).toEqual([{ field: 'title', rule: 'isString', zh: '应为文字。', en: 'Must be text.' }]);
  });

  it('checks the query string as it checks bodies', async () => {
    expect((await ask('/api/desk/probes?limit=7')).text).toBe('{"limit":7}');
    expect((await ask('/api/desk/probes?limit=x')).problem.code).toBe('VALIDATION_FAILED');
    expect((await ask('/api/desk/probes?unit=1')).problem.fields?.[0]).toMatchObject({
      field: 'unit',
      rule: 'whitelistValidation',
    });
  });

  it('answers in Chinese, in English to who prefers it, and always carries both', async () => {
    const { problem: zh } = await ask('/api/desk/probes/1');
    const { problem: en } = await ask('/api/desk/probes/1', { headers: { 'accept-language': 'en-GB,zh;q=0.5' } });
    expect(zh.detail).toBe('没有找到，或者您无权查看。');
    expect(en.detail).toBe('Not found, or not yours to see.');
    expect([zh.detailZh, zh.detailEn]).toEqual([en.detailZh, en.detailEn]);
    expect(en.title).toBe('Not found');
  });

  it.each([
    ['an unknown route', '/api/desk/nothing', {}, 404, 'NOT_FOUND'],
    ['an unknown route outside the faces', '/favicon.ico', {}, 404, 'NOT_FOUND'],
    ['a wrong method', '/api/desk/probes', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a wrong method on a path with an id', '/api/desk/probes/1', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a path that is no URL', '/api/desk/probes/%zz', {}, 400, 'MALFORMED_REQUEST'],
    ['a parameter longer than any', `/api/desk/probes/${'x'.repeat(300)}`, {}, 404, 'NOT_FOUND'],
    [
      'a broken body',
      '/api/desk/probes',
      { method: 'POST', body: '{"title":', headers: { 'content-type': 'application/json' } },
      400,
      'MALFORMED_REQUEST',
    ],
    [
      'an empty body',
      '/api/desk/probes',
      { method: 'POST', body: '', headers: { 'content-type': 'application/json' } },
      400,
      'MALFORMED_REQUEST',
    ],
    [
      'a body that is too large',
      '/api/desk/probes',
      {
        method: 'POST',
        body: JSON.stringify({ title: 'x'.repeat(1_100_000) }),
        headers: { 'content-type': 'application/json' },
      },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'an unknown type of body',
      '/api/desk/probes',
      { method: 'POST', body: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a file where none is taken',
      '/api/desk/probes',
      { method: 'POST', body: new FormData() },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a file at an unknown address', '/api/desk/nothing', { method: 'POST', body: new FormData() }, 404, 'NOT_FOUND'],
    [
      'prototype poisoning',
      '/api/desk/probes',
      { method: 'POST', body: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } },
      400,
      'MALFORMED_REQUEST',
    ],
    ['a service that is not there', '/api/desk/probes/absent', {}, 503, 'SERVICE_UNAVAILABLE'],
    ['a service that does not answer in time', '/api/desk/probes/slow', {}, 504, 'SERVICE_TIMEOUT'],
    ['a fault of our own', '/api/desk/probes/broken', {}, 500, 'INTERNAL'],
  ] as [string, string, RequestInit, number, string][])('covers %s', async (_, path, init, status, code) => {
    const { response, text, problem } = await ask(path, init);
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({
      status,
      type: `/docs/errors#${code}`,
      instance: expect.stringMatching(/.{8,}/),
      detailEn: expect.any(String),
    });
    expect(problem.detailZh).toMatch(/\p{Script=Han}/u);
    expect(text).not.toMatch(/hunter2|secret|node_modules|stack/);
    expect(Number(response.headers.get('retry-after')) > 0).toBe(status >= 503);
  });

  it('names the methods an address does take', async () => {
    const { response } = await ask('/api/desk/probes', { method: 'DELETE' });
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST']);
  });

  it('answers what is no HTTP at all with problem details too', async () => {
    const { port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"MALFORMED_REQUEST"/);
  });
});
