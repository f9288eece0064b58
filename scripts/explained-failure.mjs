/** A failure the reader can do something about: one sentence in Chinese, one in English, and never a stack trace. */
export class ExplainedFailure extends Error {
  constructor(zh, en, { detail = '', cause } = {}) {
    super(`${zh}\n${en}`, { cause });
    this.name = 'ExplainedFailure';
    this.detail = detail;
  }
}

/** What to print for an error that ends the program. */
export function explain(error) {
  if (error instanceof ExplainedFailure) return [error.detail, error.message].filter(Boolean).join('\n');
  if (error?.code === 'ENOSPC') {
    return '磁盘已满：请腾出至少 1 GB 空间后重试。\nThe disk is full: free at least 1 GB and try again.';
  }
  if (error?.code === 'EACCES' || error?.code === 'EROFS' || error?.code === 'EPERM') {
    const what = error.path ?? error.message;
    return `没有权限：${what}。请换用自己可写的目录，或以 DATA_DIR 指定别处。\nNo permission: ${what}. Use a directory you can write to, or name another with DATA_DIR.`;
  }
  const message = String(error?.message ?? error);
  return `出现未预料的错误：${message}（设 DEBUG=1 可看详情）。\nAn unexpected error: ${message} (DEBUG=1 shows more).${process.env.DEBUG ? `\n${error?.stack}` : ''}`;
}
