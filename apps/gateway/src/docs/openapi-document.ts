import type { INestApplication } from '@nestjs/common';
import { describedFields } from '@guantong/contracts';
import {
  ApiProperty,
  type ApiPropertyOptions,
  DocumentBuilder,
  type OpenAPIObject,
  SwaggerModule,
} from '@nestjs/swagger';
import { Problem } from '../errors/problem.js';
import type { GatewayConfig } from '../gateway-config.js';
import { cookieName } from '../session/session-token.js';
import { accessRules } from './access-rules.js';
import { describeOperations } from './describe-operations.js';
import { FACES } from './faces.js';
import { nullableAsType } from './nullable-as-type.js';

const DESCRIPTION = `五级工会贯通平台的接口，分三个入口：职工（/api/worker）、工会干部（/api/desk）、公开（/api/open）。
每个错误都是 application/problem+json，带稳定的代码和中英文说明；每个写操作都可以带 Idempotency-Key，重复发送得到第一次的答复。

The API of the five-tier union platform, in three faces: worker, desk and open. Every failure is problem details with a
stable code and a Chinese and an English text (see /docs/errors). Every write takes an Idempotency-Key: a repeat gets
the first answer. Lists are \`{ items, next }\`; send \`next\` back as \`cursor\`. Times are ISO 8601 in UTC.`;

/** The document that describes what is served, made from the very controllers that serve it. */
export function openApiDocument(app: INestApplication, config: GatewayConfig): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('贯通 Guantong API')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token from POST /api/open/sessions' }, 'bearer')
    .addCookieAuth(
      cookieName(config),
      { type: 'apiKey', in: 'cookie', description: 'The same session, for browsers' },
      'cookie',
    )
    .addServer('/');
  for (const { name, description } of Object.values(FACES)) base.addTag(name, description);
  for (const { target, property, schema } of describedFields())
    ApiProperty(schema as ApiPropertyOptions)(target, property);
  const document = SwaggerModule.createDocument(app, base.build(), {
    extraModels: [Problem],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  describeOperations(document, accessRules(app));
  return nullableAsType(document) as OpenAPIObject;
}
