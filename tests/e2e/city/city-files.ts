/** A small city with two branches that have nothing to do with each other, as files in the forms unions hold. */
export const PLACES = {
  city: 'TC',
  east: 'TC-E',
  west: 'TC-W',
  eastStreet: 'TC-E-01',
  westTown: 'TC-W-01',
  site: 'TC-E-01-001',
  school: 'TC-E-01-002',
  sweepers: 'TC-W-01-001',
} as const;
export type Place = keyof typeof PLACES;

export const UNITS_CSV = `组织编码,组织名称,简称,层级,类型,上级组织编码,地址
TC,试城总工会,试城,市级,市总工会,,
TC-E,东区总工会,东区,区级,区总工会,TC,
TC-W,西区总工会,西区,区级,区总工会,TC,
TC-E-01,东区杨树街道总工会,杨树街道,直属,街道乡镇工会,TC-E,
TC-W-01,西区柳河镇总工会,柳河镇,直属,街道乡镇工会,TC-W,
TC-E-01-001,杨树工地工会,杨树工地,基层,项目工地工会,TC-E-01,
TC-E-01-002,杨树小学工会,杨树小学,基层,事业单位工会,TC-E-01,
TC-W-01-001,柳河环卫队工会,柳河环卫,基层,事业单位工会,TC-W-01,
`;

export const MEMBERS = { site: 6, school: 5, sweepers: 4 } as const;
export type Union = keyof typeof MEMBERS;

const cardOf = (union: Union, n: number): string =>
  `JK${Object.keys(MEMBERS).indexOf(union) + 1}0000000${String(n).padStart(2, '0')}`;
/** Cards by union; the first member of each has an account. */
export const CARDS = Object.fromEntries(
  (Object.keys(MEMBERS) as Union[]).map((union) => [
    union,
    Array.from({ length: MEMBERS[union] }, (_, n) => cardOf(union, n)),
  ]),
) as Record<Union, string[]>;

/** Women are the odd ones. */
const line = (union: Union, card: string, n: number): string =>
  [
    `测试${'甲乙丙丁戊己'[n] ?? ''}`,
    n % 2 ? '女' : '男',
    `19${70 + n}-03-0${n + 1}`,
    '初中',
    '工人',
    '农民工',
    `1400${Object.keys(MEMBERS).indexOf(union) + 1}0000${card.slice(-2)}`,
    n === 2 ? '否' : '是',
    card,
    PLACES[union],
  ].join(',');

export const ROSTER_CSV = `姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会
${(Object.keys(MEMBERS) as Union[]).flatMap((union) => CARDS[union].map((card, n) => line(union, card, n))).join('\n')}
`;

/** Who works where. The log-in is the name. */
export const STAFF = {
  publisher: ['city', 'publisher'],
  reviewer: ['city', 'reviewer'],
  cityHandler: ['city', 'case_handler'],
  eastCadre: ['east', 'cadre'],
  eastAnalyst: ['east', 'analyst'],
  westAdministrator: ['west', 'administrator'],
  westPublisher: ['west', 'publisher'],
  westReviewer: ['west', 'reviewer'],
  streetHandler: ['eastStreet', 'case_handler'],
  siteCadre: ['site', 'cadre'],
  siteHandler: ['site', 'case_handler'],
  safetyOfficer: ['site', 'safety_officer'],
  sweepersCadre: ['sweepers', 'cadre'],
  sweepersHandler: ['sweepers', 'case_handler'],
} as const satisfies Record<string, readonly [Place, string]>;
export type Staff = keyof typeof STAFF;
export const PASSWORD = 'only-for-tests-2026';
