import { describeError, ERRORS, Int, ListOf, Text } from '@guantong/contracts';
import type { DomainError } from '@guantong/platform';
import type { BoundedFieldProblem } from './explained-validation.js';
import type { Language } from './language.js';
import { describeRule } from './rule-texts.js';

export class ProblemField {
  @Text({ about: 'Path of the field: title, audience.minAge, workers.0.phone' }) field: string;
  @Text({ about: 'Name of the rule it breaks' }) rule: string;
  @Text() zh: string;
  @Text() en: string;
}

/** RFC 9457 problem details, as application/problem+json. */
export class Problem {
  @Text({ about: 'Where the code is explained, relative to this server', example: '/docs/errors#NOT_FOUND' })
  type: string;
  @Text({ about: 'The kind of problem, in the language asked for' }) title: string;
  @Int({ min: 400, max: 599 }) status: number;
  @Text({ about: 'Stable; for programs', example: 'NOT_FOUND' }) code: string;
  @Text({ max: 1000, about: 'What happened and what to do: Chinese, or English if Accept-Language prefers it' })
  detail: string;
  @Text({ max: 1000 }) detailZh: string;
  @Text({ max: 1000 }) detailEn: string;
  @Text({ about: 'The request id, as in X-Request-Id' }) instance: string;
  @ListOf(() => ProblemField, { optional: true, about: 'For VALIDATION_FAILED: what is wrong where' })
  fields?: ProblemField[];
}

const TITLES: Record<number, { zh: string; en: string }> = {
  400: { zh: '请求有误', en: 'Bad request' },
  401: { zh: '需要登录', en: 'Log-in required' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  405: { zh: '不支持的操作', en: 'Method not allowed' },
  408: { zh: '没有及时传完', en: 'Request timeout' },
  409: { zh: '与当前状态冲突', en: 'Conflict' },
  410: { zh: '已经失效', en: 'Gone' },
  411: { zh: '缺少长度', en: 'Length required' },
  413: { zh: '内容太大', en: 'Too large' },
  415: { zh: '不支持的格式', en: 'Unsupported format' },
  422: { zh: '无法处理', en: 'Cannot be processed' },
  429: { zh: '请稍候再试', en: 'Too many requests' },
  431: { zh: '请求头太大', en: 'Headers too large' },
  500: { zh: '系统出错', en: 'Internal error' },
  503: { zh: '暂时不可用', en: 'Unavailable' },
  504: { zh: '没有及时答复', en: 'Timeout' },
};

export function problemOf(error: DomainError, language: Language, instance: string): Problem {
  const code = error.code in ERRORS ? error.code : 'INTERNAL';
  const { status, zh, en } = describeError(code, error.params);
  const title = TITLES[status] ?? (status < 500 ? TITLES[400] : TITLES[500]);
  const fields = (error.fields as readonly BoundedFieldProblem[]).map(({ field, rule, bounds }) => ({
    field,
    rule,
    ...describeRule(rule, bounds),
  }));
  return {
    type: `/docs/errors#${code}`,
    title: title?.[language] ?? '',
    status,
    code,
    detail: language === 'zh' ? zh : en,
    detailZh: zh,
    detailEn: en,
    instance,
    ...(fields.length > 0 && { fields }),
  };
}

/** Seconds after which to try again, for the problems that pass by themselves. */
export function retryAfter(error: DomainError, status: number): number | undefined {
  const given = error.params.retryAfterSeconds;
  if (typeof given === 'number') return given;
  if (status === 503) return 2;
  return status === 504 || status === 429 ? 1 : undefined;
}
