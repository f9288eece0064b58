import type { EmploymentForm, Schooling, Sex } from '@guantong/contracts';

/** The words that unions write, for each word of ours; the first is the one we show. */
export const SEX_WORDS: Record<Sex, readonly string[]> = { M: ['男', '男性', 'm'], F: ['女', '女性', 'f'] };

export const SCHOOLING_WORDS: Record<Schooling, readonly string[]> = {
  primary: ['小学', '小学及以下', '小学以下', '文盲', '半文盲', '扫盲班', '未上学'],
  lower_secondary: ['初中', '初级中学', '初中及以下'],
  upper_secondary: ['高中', '普通高中', '高级中学'],
  vocational: ['中专', '中专中技', '中技', '技校', '职高', '中职', '中等专科', '中等职业', '技工学校', '职业高中'],
  college: ['大专', '专科', '大学专科', '高职'],
  university: ['本科', '大学本科', '大学', '学士'],
  postgraduate: ['研究生', '硕士', '博士', '硕士研究生', '博士研究生', '研究生及以上', '硕士及以上'],
};

export const EMPLOYMENT_WORDS: Record<EmploymentForm, readonly string[]> = {
  permanent: ['合同制', '正式职工', '正式', '在编', '固定', '固定期限', '无固定期限', '劳动合同', '合同工', '全日制'],
  dispatched: ['劳务派遣', '派遣', '派遣制', '劳务派遣工', '派遣工', '外包'],
  migrant: ['农民工', '务工人员', '进城务工', '外来务工', '临时工'],
  new_form: ['新就业形态', '新就业形态劳动者', '灵活就业', '平台用工', '网约'],
};

export const YES_WORDS: readonly string[] = ['是', '有', 'y', 'yes', '1', 'true', '√', '✓'];
export const NO_WORDS: readonly string[] = ['否', '无', '没有', 'n', 'no', '0', 'false', '×'];

/** From each spelling to our word. */
export function spellings<W extends string>(words: Record<W, readonly string[]>): ReadonlyMap<string, W> {
  const map = new Map<string, W>();
  for (const word of Object.keys(words) as W[]) for (const spelling of words[word]) map.set(spelling, word);
  return map;
}

/** What to write, for a message: the first spelling of each. */
export const allowed = (words: Record<string, readonly string[]>): string =>
  Object.values(words)
    .map(([first]) => first)
    .join('、');
