import type { HeadingWords } from '../../spreadsheet/find-headings.js';

export const ROSTER_FIELDS = [
  'name',
  'sex',
  'birthDate',
  'schooling',
  'trade',
  'employmentForm',
  'phone',
  'hasSmartphone',
  'cardNumber',
  'unit',
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

export const rosterHeadings: HeadingWords<RosterField> = {
  words: {
    name: ['姓名', '名字', '职工姓名', '会员姓名'],
    sex: ['性别'],
    birthDate: ['出生日期', '出生年月日', '出生年月', '生日'],
    schooling: ['文化程度', '学历', '最高学历', '教育程度'],
    trade: ['工种', '岗位', '职业', '工种岗位', '工种/岗位', '职务'],
    employmentForm: ['用工形式', '用工性质', '用工类型', '职工类别'],
    phone: ['手机号', '手机', '手机号码', '联系电话', '电话', '联系方式', '移动电话'],
    hasSmartphone: ['智能手机', '有无智能手机', '是否有智能手机', '是否使用智能手机'],
    cardNumber: ['京卡号', '京卡', '京卡卡号', '工会卡号', '会员卡号', '京卡互助服务卡号'],
    unit: ['所属工会', '工会', '工会名称', '基层工会', '所属基层工会', '所在工会', '组织编码', '工会编码'],
  },
  required: ['name', 'sex', 'birthDate'],
};
