import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../session/access.js';
import { page, PAGE_CSS } from './page.js';

const FRONT = page(
  '贯通 Guantong',
  `<h1>贯通</h1>
<p>五级工会贯通平台：市总工会发的内容，一级一级送到每一名职工手里；职工说的话，一级一级送到能解决的人那里，答复再原路送回。</p>
<ul>
<li><a href="/docs">接口文档</a>：职工、工会干部、公开三个入口，可以直接试用</li>
<li><a href="/docs/openapi.json">OpenAPI 3.1 文件</a></li>
<li><a href="/docs/errors">错误代码</a>：每一种错误的含义和处理办法</li>
<li><a href="/health/ready">运行状态</a></li>
</ul>
<p>演示账号在启动时的终端画面里，也在数据目录的 <code>demo-accounts.json</code> 中。想看两条路怎么走通，请运行 <code>npm run demo</code>。</p>
<hr>
<div class="en" lang="en">
<h2>Guantong</h2>
<p>A five-tier platform for trade unions: what the city federation publishes reaches every worker tier by tier; what a worker says reaches whoever can act on it, and the answer comes back the same way.</p>
<ul>
<li><a href="/docs">API documentation</a> (worker, desk and open faces)</li>
<li><a href="/docs/openapi.json">OpenAPI 3.1 document</a></li>
<li><a href="/docs/errors">Error codes</a></li>
<li><a href="/health/ready">Health</a></li>
</ul>
<p>Demo accounts are on the start screen and in <code>demo-accounts.json</code> in the data folder. <code>npm run demo</code> tells the whole story.</p>
</div>`,
);

/** What somebody sees who opens the address in a browser. */
@Controller()
@ApiExcludeController()
export class FrontPageController {
  @Get()
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  front(): string {
    return FRONT;
  }

  @Get('page.css')
  @Open()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'max-age=3600')
  style(): string {
    return PAGE_CSS;
  }
}
