import { ERRORS } from '@guantong/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../session/access.js';
import { escapeHtml, page } from './page.js';

const entries = Object.entries(ERRORS)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(
    ([code, { status, zh, en }]) =>
      `<dt id="${code}"><code>${code}</code> · ${status}</dt><dd>${escapeHtml(zh)}</dd><dd class="en" lang="en">${escapeHtml(en)}</dd>`,
  );

/** Where the `type` of every problem leads. */
const LIST = page(
  '贯通 错误代码 · Error codes',
  `<h1>错误代码 Error codes</h1>\n<dl>\n${entries.join('\n')}\n</dl>\n<p><a href="/docs">接口文档 API</a></p>`,
);

@Controller('docs/errors')
@ApiExcludeController()
export class ErrorListController {
  @Get()
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  list(): string {
    return LIST;
  }
}
