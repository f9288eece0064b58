import type { EmploymentForm, ReachWay, Schooling, Sex } from '@guantong/contracts';

/** The words that unions write, for each word of ours; the first is the one we show. */
export const SEX_WORDS: Record<Sex, readonly string[]> = {
  M: ['男', '男性', 'm', 'male', '1男'],
  F: ['女', '女性', 'f', 'female', '2女'],
};

export const SCHOOLING_WORDS: Record<Schooling, readonly string[]> = {
  primary: ['小学', '小学及以下', '小学以下', '小学毕业', '文盲', '半文盲', '扫盲班', '未上学', '无', '不识字'],
  lower_secondary: ['初中', '初级中学', '初中及以下', '初中毕业', '普通初中'],
  upper_secondary: ['高中', '普通高中', '高级中学', '高中毕业'],
  vocational: [
    ...['中专', '中专中技', '中技', '技校', '职高', '中职', '中等专科', '中等职业', '技工学校', '职业高中'],
    ...['中等专业学校', '技工', '中专毕业', '中等职业教育'],
  ],
  college: ['大专', '专科', '大学专科', '高职', '大学专科毕业', '大专毕业', '高等专科', '高职高专', '专科教育'],
  university: ['本科', '大学本科', '大学', '学士', '大学毕业', '本科毕业', '大学本科毕业', '全日制本科'],
  postgraduate: [
    ...['研究生', '硕士', '博士', '硕士研究生', '博士研究生', '研究生及以上', '硕士及以上', '博士后'],
    '研究生教育',
  ],
};

export const EMPLOYMENT_WORDS: Record<EmploymentForm, readonly string[]> = {
  permanent: [
    ...['合同制', '正式职工', '正式', '在编', '固定', '固定期限', '无固定期限', '劳动合同', '合同工', '全日制'],
    ...['正式工', '在编人员', '事业编', '编制内', '合同制职工', '长期', '劳动合同制', '正式员工'],
  ],
  dispatched: ['劳务派遣', '派遣', '派遣制', '劳务派遣工', '派遣工', '外包', '劳务外包', '劳务', '派遣职工'],
  migrant: ['农民工', '务工人员', '进城务工', '外来务工', '临时工', '进城务工人员', '农民工会员', '外来务工人员'],
  new_form: [
    ...['新就业形态', '新就业形态劳动者', '灵活就业', '平台用工', '网约', '灵活就业人员', '快递员', '外卖员'],
    ...['网约车司机', '外卖配送员', '骑手', '货车司机', '网约工', '护工护理员', '家政服务员', '新业态'],
  ],
};

export const YES_WORDS: readonly string[] = ['是', '有', '能', '会', 'y', 'yes', '1', 'true', '√', '✓', '✔', '识字'];
export const NO_WORDS: readonly string[] = [
  ...['否', '无', '没有', '不', '不能', '不会', '不识字', '没', 'n', 'no', '0', 'false', '×', 'x'],
];

export const DIFFICULTY_WORDS: Record<'yes' | 'no', readonly string[]> = {
  yes: ['是', '有', '困难', '有困难', '不识字', '文盲', '识字不多', '识字少', 'y', 'yes', '1', 'true', '√', '✓', '✔'],
  no: ['否', '无', '没有', '不困难', '无困难', '识字', '正常', 'n', 'no', '0', 'false', '×', 'x'],
};

export const REACH_WORDS: Record<ReachWay, readonly string[]> = {
  wechat: ['微信', '微信群', 'wechat', '公众号'],
  sms: ['短信', '手机短信', 'sms'],
  call: ['电话', '打电话', '语音', '电话通知'],
  visit: ['走访', '上门', '上门走访', '当面', '面谈', '口头', '入户'],
  notice_board: ['公告栏', '公告', '布告栏', '宣传栏', '张贴', '公示栏'],
};

/** What is no other language than the one that everything is in. */
export const COMMON_LANGUAGE: ReadonlySet<string> = new Set([
  ...['汉语', '普通话', '国语', '中文', '汉', '汉族', '汉文', '无', '否', '没有', '/', '-', '—'],
]);

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
