import { EMPLOYMENT_FORM_NAMES, SCHOOLING_NAMES, type Sex, type UnitKind, type UnitTier } from '@guantong/contracts';
import type { GeneratedWorker } from './generated-city.js';

/** The words of unions' files that the contracts do not have: there tiers are titles, here they are columns. */
export const TIER_WORD: Readonly<Record<UnitTier, string>> = {
  CITY: '市级',
  DISTRICT: '区级',
  DIRECT: '直属',
  GRASSROOTS: '基层',
};

export const KIND_WORD: Readonly<Record<UnitKind, string>> = {
  city_federation: '市总工会',
  district_union: '区总工会',
  industry_union: '行业工会',
  street_township: '街道乡镇工会',
  large_enterprise: '大型企业工会',
  school_system: '学校系统工会',
  hospital_system: '医院系统工会',
  park: '园区工会',
  enterprise: '企业工会',
  institution: '事业单位工会',
  joint_small_firms: '小微企业联合工会',
  site: '项目工地工会',
};

export const SEX_WORD: Readonly<Record<Sex, string>> = { M: '男', F: '女' };

export const UNIT_HEADINGS = ['组织编码', '组织名称', '简称', '层级', '类型', '上级组织编码', '地址'] as const;

export const ROSTER_HEADINGS = [
  '姓名',
  '性别',
  '出生日期',
  '文化程度',
  '工种',
  '用工形式',
  '手机号',
  '智能手机',
  '京卡号',
  '所属工会',
] as const;

/** A roster line under ROSTER_HEADINGS; `union` is the code or the full name, as the file has it. */
export const rosterRow = (worker: GeneratedWorker, union: string): string[] => [
  worker.name,
  SEX_WORD[worker.sex],
  worker.birthDate,
  SCHOOLING_NAMES[worker.schooling],
  worker.trade,
  EMPLOYMENT_FORM_NAMES[worker.employmentForm],
  worker.phone ?? '',
  worker.hasSmartphone ? '是' : '否',
  worker.cardNumber,
  union,
];
