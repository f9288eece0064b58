import { fail } from '@guantong/contracts';
import { Readiness } from '@guantong/host';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { Open } from '../session/access.js';
import { HealthView } from './health-views.js';

/** The same two questions as every service answers, under an access rule as every route here. */
@Controller('health')
export class GatewayHealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Open()
  @Answers(HealthView)
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Open()
  @ApiOperation({
    description: 'NATS is connected, and membership answers.',
  })
  @Answers(HealthView)
  async ready(): Promise<HealthView> {
    if ((await this.readiness.missing()).length > 0) throw fail('SERVICE_UNAVAILABLE');
    return { status: 'ok' };
  }
}
