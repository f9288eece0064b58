import type { Actor } from '@guantong/contracts';
import { Controller, Get, Header, HttpCode } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { ForWorker } from '../session/access.js';
import { HttpActor } from '../session/http-actor.js';
import { ComposeExport } from './compose-export.js';
import { exportPage } from './export-page.js';
import { OwnExport } from './own-export.js';

/** A worker takes everything away that is held about them. */
@Controller('api/worker/me/export')
@ForWorker()
export class ExportController {
  constructor(private readonly compose: ComposeExport) {}

  @Get()
  @Answers(OwnExport)
  @Header('content-disposition', 'attachment; filename="guantong-my-data.json"')
  data(@HttpActor() actor: Actor): Promise<OwnExport> {
    return this.compose.run(actor);
  }

  @Get('page')
  @HttpCode(200)
  @ApiProduces('text/html')
  @ApiResponse({ status: 200, description: 'The same, to read and to print', schema: { type: 'string' } })
  @Header('content-type', 'text/html; charset=utf-8')
  // its style is in it, so that it can be kept as one file; still no script, no other source
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  async page(@HttpActor() actor: Actor): Promise<string> {
    return exportPage(await this.compose.run(actor));
  }
}
