import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { GatewayConfig } from '../gateway-config.js';
import { openApiDocument } from './openapi-document.js';

/** The document at /docs/openapi.json, and swagger-ui (from this machine, not from a CDN) at /docs. */
export function serveDocs(app: NestFastifyApplication): void {
  const document = openApiDocument(app, app.get(GatewayConfig));
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: '贯通 接口文档 · Guantong API',
    swaggerOptions: { persistAuthorization: false, docExpansion: 'none', tryItOutEnabled: true },
  });
}
