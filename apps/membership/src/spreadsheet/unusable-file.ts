/** Why a file as a whole cannot be used. */
export const FILE_PROBLEMS = {
  OLD_OR_ENCRYPTED: {
    zh: '这是旧版 .xls 文件，或者文件加了密码。请在 Excel 或 WPS 中另存为不加密的 .xlsx，再上传。',
    en: 'This is an old .xls file or has a password. Save it as .xlsx without one, and upload it again.',
  },
  NOT_A_TABLE: {
    zh: '这不是 .xlsx 或 .csv 表格，或者文件已损坏。请重新保存后再上传。',
    en: 'This is no .xlsx or .csv table, or it is damaged. Save it again, then upload it.',
  },
  NO_HEADINGS: {
    zh: '没有找到表头。前 20 行里要有一行写着：{headings}。',
    en: 'No line of headings was found. One of the first 20 lines must have: {headings}.',
  },
  TOO_LARGE_UNPACKED: {
    zh: '文件解压后过大，已拒绝。请拆成几个较小的文件。',
    en: 'The file is far too large once unpacked. Split it into smaller ones.',
  },
  LINE_TOO_LONG: {
    zh: '第 {line} 行附近有一格或一行过长，已停止读取。请检查后再上传。',
    en: 'Near line {line} a cell or line is far too long. Check the file and upload it again.',
  },
  TOO_MANY_COLUMNS: {
    zh: '表格超过 {max} 列。请删去多余的列。',
    en: 'The table has more than {max} columns. Remove some.',
  },
  TOO_MANY_EMPTY_LINES: {
    zh: '第 {line} 行之前有大量空行。请删去空行后再上传。',
    en: 'There are far too many empty lines before line {line}. Remove them and upload again.',
  },
  TOO_MANY_LINES: { zh: '表格超过 {max} 行。请拆成几个文件。', en: 'The table has more than {max} lines. Split it.' },
  NO_LONGER_ALLOWED: {
    zh: '上传人已没有导入的权限，导入已停止。',
    en: 'Whoever uploaded this may no longer import. The import has stopped.',
  },
  CHECK_EXPIRED: {
    zh: '核对之后 7 天内没有确认导入，文件已删除。需要时请重新上传。',
    en: 'The check was not confirmed within seven days; the file has been deleted. Upload it again if need be.',
  },
  PERSON_ERASED: {
    zh: '文件里有一名职工已要求删除全部资料，所以这个文件也删除了。需要时请用新的名册重新上传。',
    en: 'Somebody in this file has had everything about them erased, so the file is gone too. Upload a new roster if need be.',
  },
  INTERNAL: {
    zh: '系统没有读完这个文件，问题已经记录下来。请稍后再上传一次。',
    en: 'The system could not finish this file; the problem has been recorded. Upload it again later.',
  },
} as const;
export type FileProblem = keyof typeof FILE_PROBLEMS;

/** Ends an import for good: trying again would not help. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(
    readonly problem: FileProblem,
    readonly params: Record<string, string | number> = {},
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
