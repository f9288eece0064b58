/** What a broken rule means to the person who filled in the field. `{0}`, `{1}`: the rule's bounds. */
interface RuleText {
  zh: string;
  en: string;
}

const of = (zh: string, en: string): RuleText => ({ zh, en });

/** By class-validator's name of the rule. */
const RULES: Record<string, RuleText> = {
  isString: of('应为文字。', 'Must be text.'),
  isLength: of('应为 {0} 到 {1} 个字。', 'Must have {0} to {1} characters.'),
  minLength: of('至少 {0} 个字。', 'Must have at least {0} characters.'),
  maxLength: of('最多 {0} 个字。', 'Must have at most {0} characters.'),
  matches: of('格式不对。', 'Has the wrong format.'),
  isUuid: of('编号不对。', 'Must be an id (UUID).'),
  isIn: of('只能是：{*}。', 'Must be one of: {*}.'),
  isInt: of('应为整数。', 'Must be a whole number.'),
  isNumber: of('应为数字。', 'Must be a number.'),
  min: of('不能小于 {0}。', 'Must be at least {0}.'),
  max: of('不能大于 {0}。', 'Must be at most {0}.'),
  isBoolean: of('应为“是”或“否”。', 'Must be true or false.'),
  isIso8601: of(
    '应为带时区的时间，例如 2026-03-08T09:00:00+08:00。',
    'Must be a time with zone, like 2026-03-08T09:00:00+08:00.',
  ),
  isDateString: of('应为日期，例如 2026-03-08。', 'Must be a date, like 2026-03-08.'),
  isArray: of('应为列表。', 'Must be a list.'),
  arrayMinSize: of('至少要有 {0} 项。', 'Must have at least {0} entries.'),
  arrayMaxSize: of('最多 {0} 项。', 'Must have at most {0} entries.'),
  arrayUnique: of('不能有重复的项。', 'Must not repeat an entry.'),
  isObject: of('应为对象。', 'Must be an object.'),
  nestedValidation: of('结构不对。', 'Has the wrong shape.'),
  isNotEmpty: of('不能为空。', 'Must not be empty.'),
  isDefined: of('必须填写。', 'Is required.'),
  whitelistValidation: of('没有这一项，请去掉。', 'Is not known here; leave it out.'),
  unknownValue: of('无法识别。', 'Could not be read.'),
  required: of('必须填写。', 'Is required.'),
  withinAYear: of('应在今后一年以内。', 'Must lie within the next year.'),
  phone: of('应为 11 位手机号。', 'Must be a Chinese mobile number of 11 digits.'),
  idempotencyKey: of(
    '应为 8 到 200 个可见的 ASCII 字符，不含空格。',
    'Must be 8 to 200 visible ASCII characters, without spaces.',
  ),
};
const UNKNOWN = of('填写有误。', 'Is not valid.');

/** What to say without bounds where they are not known (a rule that a service checked). */
const BOUNDLESS: Record<string, RuleText> = {
  isLength: of('字数不合要求。', 'Has the wrong length.'),
  isIn: of('不是允许的选项。', 'Is not one of the allowed words.'),
  min: of('太小。', 'Is too small.'),
  max: of('太大。', 'Is too large.'),
  arrayMinSize: of('项数太少。', 'Has too few entries.'),
  arrayMaxSize: of('项数太多。', 'Has too many entries.'),
};

export function describeRule(rule: string, bounds: readonly (string | number)[] = []): RuleText {
  const text = (bounds.length === 0 ? BOUNDLESS[rule] : undefined) ?? RULES[rule] ?? UNKNOWN;
  const fill = (sentence: string, separator: string) =>
    sentence
      .replace('{*}', bounds.map(String).join(separator))
      .replaceAll(/\{(\d)\}/g, (_, i: string) => String(bounds[Number(i)] ?? ''));
  return { zh: fill(text.zh, '、'), en: fill(text.en, ', ') };
}
