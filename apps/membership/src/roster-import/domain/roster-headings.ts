import type { HeadingWords } from '../../spreadsheet/find-headings.js';

export const ROSTER_FIELDS = [
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'schooling',
  'trade',
  'employmentForm',
  'phone',
  'hasSmartphone',
  'languages',
  'literate',
  'readingDifficulty',
  'reachBy',
  'cardNumber',
  'unitCode',
  'unit',
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

/** What unions write above their columns. Blanks, stars, brackets and "必填" around it do not matter. */
export const rosterHeadings: HeadingWords<RosterField> = {
  words: {
    name: ['姓名', '名字', '职工姓名', '会员姓名', '员工姓名', '工人姓名', '人员姓名'],
    sex: ['性别', '男女'],
    birthDate: ['出生日期', '出生年月日', '出生年月', '生日', '出生时间', '出生', '出生日期年月日'],
    idNumber: [
      '身份证号',
      '身份证号码',
      '身份证',
      '证件号码',
      '证件号',
      '公民身份号码',
      '居民身份证号',
      '有效证件号码',
    ],
    schooling: ['文化程度', '学历', '最高学历', '教育程度', '文化水平', '学历层次', '受教育程度'],
    trade: ['工种', '岗位', '职业', '工种岗位', '岗位工种', '职务', '从事工种', '工作岗位', '职业工种', '岗位名称'],
    employmentForm: [
      ...['用工形式', '用工性质', '用工类型', '用工方式', '职工类别', '人员类别', '人员性质', '职工类型'],
      ...['员工类型', '就业形态', '劳动关系', '会员类别'],
    ],
    phone: [
      ...['手机号', '手机号码', '手机', '移动电话', '联系手机', '本人手机', '手机电话'],
      ...['联系电话', '联系方式', '电话', '电话号码', '联系电话手机'],
    ],
    hasSmartphone: [
      ...['智能手机', '有无智能手机', '是否有智能手机', '是否智能手机', '是否使用智能手机', '智能手机使用'],
      '会用智能手机',
    ],
    languages: ['语言', '民族语言', '使用语言', '常用语言', '语种', '方言', '沟通语言', '语言文字'],
    literate: ['识字', '是否识字', '能否识字', '能否阅读', '识字情况'],
    readingDifficulty: ['阅读困难', '是否阅读困难', '识字困难', '有无阅读困难', '不识字', '读写困难'],
    reachBy: ['联系偏好', '触达方式', '通知方式', '首选联系方式', '愿意的联系方式', '接收方式', '消息接收方式'],
    cardNumber: [
      ...['京卡号', '京卡', '京卡卡号', '京卡号码', '工会卡号', '工会会员卡号', '会员卡号', '会员证号'],
      ...['会员证编号', '会员编号', '工会会员号', '会员卡', '工会卡', '京卡互助服务卡号', '会员证号码'],
    ],
    unitCode: ['组织编码', '工会编码', '单位编码', '工会代码', '组织代码', '基层工会编码', '所属工会编码'],
    unit: [
      ...['所属工会', '工会名称', '所属基层工会', '基层工会', '基层工会名称', '所在工会', '工会', '工会组织'],
      ...['所属工会组织', '所属工会名称', '工会组织名称', '工作单位', '所在单位', '单位名称', '单位', '所属单位'],
    ],
  },
  required: ['name'],
  oneOf: [['sex', 'birthDate'], ['idNumber']],
};

/** Written by us beside each line; not read, so that a repaired file can be sent again as it is. */
export const RESULT_HEADING = '处理结果';
