import type { DeliveredMessage } from './message-store.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const clock = (at: string): string => new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });

/** The phones of the demo: what has arrived, newest first. Works without a script. */
export const page = (messages: readonly DeliveredMessage[], phone: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>模拟短信</title>
<style>
body { font: 18px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
li { border: 1px solid #999; border-radius: 8px; padding: .6rem 1rem; margin: .8rem 0; list-style: none; }
ul { padding: 0; } small { color: #555; } input, button { font: inherit; padding: .3rem .6rem; }
</style>
</head>
<body>
<h1>模拟短信</h1>
<p>演示环境不会真的发短信。系统“发出”的短信都在这里，每 5 秒自动刷新。<br>
<small>No real message is sent in the demo. What the system sends shows up here; the page reloads every 5 s.</small></p>
<form method="get" action="/"><label>手机号 <input name="phone" inputmode="numeric" maxlength="11" value="${escaped(phone)}"></label>
<button>查看</button></form>
<ul>
${messages.map(({ phone: to, text, at }) => `<li><strong>${escaped(to)}</strong> <small>${escaped(clock(at))}</small><br>${escaped(text)}</li>`).join('\n') || '<li>还没有短信。 Nothing yet.</li>'}
</ul>
</body>
</html>
`;
