import { loggingModule, Readiness } from '@guantong/host';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BrokerModule } from './broker/broker.module.js';
import { DocsModule } from './docs/docs.module.js';
import { ExportModule } from './export/export.module.js';
import { GatewayConfig } from './gateway-config.js';
import { GatewayHealthController } from './health/gateway-health.controller.js';
import { GatewayReadiness } from './health/gateway-readiness.js';
import { contentControllers } from './http/content.controllers.js';
import { distributionControllers } from './http/distribution.controllers.js';
import { feedbackControllers } from './http/feedback.controllers.js';
import { membershipControllers } from './http/membership.controllers.js';
import { CloseIdleConnections } from './limits/close-idle-connections.js';
import { LiveModule } from './live/live.module.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { RouteTable } from './routing/route-table.js';
import { SessionModule } from './session/session.module.js';

@Module({})
export class GatewayModule {
  /** @param more further controllers, for tests */
  static with(config: GatewayConfig, more: Type<object>[] = []): DynamicModule {
    return {
      module: GatewayModule,
      global: true,
      imports: [
        DiscoveryModule,
        loggingModule('gateway', config.LOG_LEVEL),
        BrokerModule,
        SessionModule,
        LiveModule,
        DocsModule,
        ExportModule,
      ],
      providers: [
        { provide: GatewayConfig, useValue: config },
        RouteTable,
        HttpMetrics,
        Readiness,
        GatewayReadiness,
        CloseIdleConnections,
      ],
      controllers: [
        GatewayHealthController,
        MetricsController,
        ...membershipControllers,
        ...contentControllers,
        ...distributionControllers,
        ...feedbackControllers,
        ...more,
      ],
      exports: [GatewayConfig, RouteTable, HttpMetrics, LiveModule],
    };
  }
}
