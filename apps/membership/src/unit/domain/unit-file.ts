import { TIERS, UNIT_KINDS, type UnitKind, type UnitTier } from '@guantong/contracts';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import type { DataLine } from '../../spreadsheet/data-lines.js';
import type { HeadingWords } from '../../spreadsheet/find-headings.js';
import { normaliseContactPhone } from './contact-phone.js';
import { isCreditCode, isUnionCode, normaliseCreditCode } from './credit-code.js';

export type UnitField =
  | 'code'
  | 'name'
  | 'shortName'
  | 'tier'
  | 'kind'
  | 'parentCode'
  | 'address'
  | 'creditCode'
  | 'contactName'
  | 'contactPhone';

export const unitHeadings: HeadingWords<UnitField> = {
  words: {
    code: ['组织编码', '编码', '工会编码', '组织代码'],
    name: ['组织名称', '工会名称', '名称', '组织全称'],
    shortName: ['简称', '组织简称'],
    tier: ['层级', '级别'],
    kind: ['类型', '组织类型', '工会类型'],
    parentCode: ['上级组织编码', '上级编码', '上级组织', '上级工会编码'],
    address: ['地址', '单位地址', '办公地址'],
    creditCode: ['统一社会信用代码', '信用代码', '社会信用代码', '工会信用代码'],
    contactName: ['联系人', '联系人姓名'],
    contactPhone: ['联系电话', '联系人电话', '电话', '联系方式'],
  },
  required: ['code', 'name', 'tier', 'kind', 'parentCode'],
};

const TIER_WORDS: Record<UnitTier, readonly string[]> = {
  CITY: ['市级', '市', '市总', '市总工会'],
  DISTRICT: ['区级', '区', '区县级', '区总工会', '区县'],
  DIRECT: ['直属', '直属级', '直属基层', '直属基层工会', '街道级'],
  GRASSROOTS: ['基层', '基层级', '基层工会'],
};

/** Without the word 工会 at the end, which some write and some do not. */
const KIND_WORDS: Record<UnitKind, readonly string[]> = {
  city_federation: ['市总', '市总工会', '市级总工会'],
  district_union: ['区总', '区总工会', '区县总工会', '区'],
  industry_union: ['行业', '产业', '市级产业', '产业系统', '行业系统'],
  street_township: ['街道乡镇', '街道', '乡镇', '街乡镇', '街镇', '街道总', '乡镇总'],
  large_enterprise: ['大型企业', '集团', '集团公司', '企业集团'],
  school_system: ['教育系统', '学校系统', '教育', '教育集团'],
  hospital_system: ['卫生系统', '医院系统', '医疗系统', '卫健系统', '医疗集团'],
  park: ['园区', '开发区', '产业园区', '商圈楼宇'],
  enterprise: ['企业', '公司', '单独企业'],
  institution: ['机关事业单位', '事业单位', '机关', '机关事业'],
  joint_small_firms: ['联合', '小微企业联合', '联合基层', '小微企业', '社区联合'],
  site: ['工地', '项目工地', '建筑工地', '项目部', '工程项目'],
};

const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
const kindWord = (text: string): string => bare(text).replace(/(?<=.)工会$/, '');
const tiers = new Map(
  TIERS.flatMap((t) => (t === 'WORKER' ? [] : TIER_WORDS[t].map((w): [string, UnitTier] => [w, t]))),
);
const kinds = new Map(
  (Object.keys(KIND_WORDS) as UnitKind[]).flatMap((k) =>
    KIND_WORDS[k].map((w): [string, UnitKind] => [kindWord(w), k]),
  ),
);

/** A line of a file of units that can be used as it is. */
export interface UnitLine {
  sheet: string;
  line: number;
  code: string;
  name: string;
  shortName: string;
  tier: UnitTier;
  kind: UnitKind;
  /** Empty for the city. */
  parentCode: string;
  address: string;
  /** Null, and empty: the file does not say, and what is known stays. */
  creditCode: string | null;
  contactName: string;
  contactPhone: string | null;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const LONGEST: Partial<Record<UnitField, number>> = { name: 100, shortName: 50, address: 200, contactName: 50 };

export function readUnitLine({ row, columns }: DataLine<UnitField>): UnitLine | LineError[] {
  const errors: LineError[] = [];
  const heading = (field: UnitField): string => unitHeadings.words[field][0] ?? field;
  const wrong = (field: UnitField, code: LineProblem, params?: Record<string, string | number>): void => {
    errors.push({ sheet: row.sheet, line: row.line, column: heading(field), code, ...(params && { params }) });
  };
  const text = (field: UnitField): string => {
    const column = columns[field];
    if (column === undefined) return '';
    if (row.formulas.includes(column)) wrong(field, 'FORMULA');
    const value = row.cells[column]?.trim() ?? '';
    const max = LONGEST[field];
    if (max && value.length > max) wrong(field, 'TOO_LONG', { max });
    return value;
  };
  const tier = tiers.get(bare(text('tier')));
  if (!tier) wrong('tier', 'UNKNOWN_WORD', { allowed: '市级、区级、直属、基层' });
  const kind = kinds.get(kindWord(text('kind')));
  if (!kind)
    wrong('kind', 'UNKNOWN_WORD', { allowed: (tier ? UNIT_KINDS[tier] : []).map((k) => KIND_WORDS[k][0]).join('、') });
  if (kind && tier && !(UNIT_KINDS[tier] as readonly string[]).includes(kind)) {
    wrong('kind', 'KIND_NOT_OF_TIER', { kind: text('kind'), tier: text('tier') });
  }
  const code = bare(text('code'));
  if (!CODE.test(code)) wrong('code', 'CODE_FORM');
  const name = text('name');
  if (name === '') wrong('name', 'MISSING');
  const parentCode = bare(text('parentCode'));
  if (tier && tier !== 'CITY' && parentCode === '') wrong('parentCode', 'MISSING');
  const address = text('address');
  const shortName = text('shortName') || name;
  const creditCode = normaliseCreditCode(text('creditCode')) || null;
  if (creditCode && !isCreditCode(creditCode)) wrong('creditCode', 'CREDIT_CODE_WRONG');
  else if (creditCode && tier === 'GRASSROOTS' && !isUnionCode(creditCode))
    wrong('creditCode', 'CREDIT_CODE_NOT_UNION');
  const contactName = text('contactName');
  const givenPhone = text('contactPhone');
  const contactPhone = normaliseContactPhone(givenPhone) ?? null;
  if (givenPhone !== '' && contactPhone === null) wrong('contactPhone', 'WRONG_CONTACT_PHONE');
  if (errors.length > 0 || !tier || !kind) return errors;
  const described = { code, name, shortName, tier, kind, parentCode, address };
  return { sheet: row.sheet, line: row.line, ...described, creditCode, contactName, contactPhone };
}
