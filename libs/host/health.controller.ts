import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { Readiness } from './readiness.js';

/** `live`: the process runs. `ready`: it can do its work now. */
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    const missing = await this.readiness.missing();
    if (missing.length > 0) throw new ServiceUnavailableException({ status: 'not ready', missing });
    return { status: 'ok' };
  }
}
