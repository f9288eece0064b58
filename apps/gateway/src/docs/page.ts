/** A plain page: no script, its style in a file of its own (the policy allows nothing else). */
export const page = (title: string, main: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;

export const PAGE_CSS = `
body { margin: 0; font: 17px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222; background: #faf9f6; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.2rem 4rem; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; color: #b3261e; }
h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
a { color: #b3261e; }
code { background: #f0ede6; padding: .1em .35em; border-radius: .25em; }
li { margin: .25rem 0; }
dt { margin-top: 1.1rem; font-weight: 600; }
dd { margin: 0; }
hr { border: 0; border-top: 1px solid #ddd; margin: 2.5rem 0; }
.en { color: #555; }
`;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
