import { Dictionary, Id, Nested, OneOf, Text } from '@guantong/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { Answers } from '../http/answers.js';
import { ForStaff, ForWorker } from '../session/access.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';

class Inner {
  @Text({ nullable: true }) note: string | null;
}
class Outer {
  @Id() id: string;
  @OneOf(['a', 'b'], { nullable: true }) letter: string | null;
  @Nested(() => Inner, { nullable: true, about: 'Perhaps' }) inner: Inner | null;
  @Dictionary({ values: 'integer' }) counts: Record<string, number>;
}

@Controller('api/desk/samples')
class SampleController {
  @Get()
  @ForStaff('relay.read')
  @Answers(Outer)
  read(): Outer {
    return { id: '', letter: null, inner: null, counts: {} };
  }
  @Post()
  @ForWorker()
  @Answers(Outer, { status: 201 })
  write(@Body() body: Inner): Outer {
    return Object.assign(this.read(), { inner: body });
  }
}

describe('the API document', () => {
  let gateway: GatewayFixture;
  let document: {
    openapi: string;
    paths: Record<string, Record<string, never>>;
    components: { schemas: Record<string, unknown> };
  };
  beforeAll(async () => {
    gateway = await gatewayFixture([SampleController]);
    document = await (await fetch(`${gateway.url}/docs/openapi.json`)).json();
  });
  afterAll(() => gateway.stop());

  it('is OpenAPI 3.1, with null as a type of its own', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.stringify(document)).not.toContain('nullable');
    expect(document.components.schemas.Outer).toMatchObject({
      properties: {
        letter: { type: ['string', 'null'], enum: ['a', 'b', null] },
        inner: { description: 'Perhaps', anyOf: [{ $ref: '#/components/schemas/Inner' }, { type: 'null' }] },
      },
    });
  });

  it('says of each operation its face, who may call it, and how it fails', () => {
    expect(document.paths['/api/desk/samples']?.get).toMatchObject({
      tags: ['工会干部 desk'],
      security: [{ bearer: [] }, { cookie: [] }],
      description: expect.stringContaining('relay.read'),
      responses: {
        default: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    });
    expect(document.paths['/api/open/sessions']?.post).toMatchObject({ tags: ['公开 open'], security: [] });
  });

  it('documents the Idempotency-Key of writes, and of writes only', () => {
    const parameters = (method: 'get' | 'post') =>
      JSON.stringify(document.paths['/api/desk/samples']?.[method]?.['parameters'] ?? []);
    expect(parameters('post')).toContain('Idempotency-Key');
    expect(parameters('get')).not.toContain('Idempotency-Key');
  });

  it('is shown by a page that loads everything from this server and runs no inline script', async () => {
    const response = await fetch(`${gateway.url}/docs`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('贯通 接口文档');
    expect(html.match(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/)).toBeNull();
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, path]) => new URL(path ?? '', `${gateway.url}/docs`),
    );
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) {
      expect(asset.origin).toBe(new URL(gateway.url).origin);
      expect((await fetch(asset)).status).toBe(200);
    }
  });

  it('lists every error code on a page, and greets people in Chinese at the root', async () => {
    const errors = await (await fetch(`${gateway.url}/docs/errors`)).text();
    expect(errors).toContain('id="NOT_FOUND"');
    const front = await fetch(gateway.url);
    expect(await front.text()).toContain('五级工会贯通平台');
    expect(front.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe/);
    expect((await fetch(`${gateway.url}/page.css`)).headers.get('content-type')).toContain('text/css');
  });

  it('serves health and metrics, with route templates in place of ids', async () => {
    expect(await (await fetch(`${gateway.url}/health/live`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    await fetch(`${gateway.url}/api/desk/nothing-of-the-kind`);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('route="/health/live"');
    expect(metrics).not.toContain('nothing-of-the-kind');
  });
});
