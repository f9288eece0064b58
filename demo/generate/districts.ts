import type { UnitKind } from '@guantong/contracts';
import type { Workplace } from './workplace.js';

export interface District {
  readonly code: string;
  /** As in 丰台区 or 教育行业. */
  readonly place: string;
  readonly kind: Extract<UnitKind, 'district_union' | 'industry_union'>;
  /** Rough share of the city's unions. */
  readonly weight: number;
  /** For an industry union: what its direct unions are, and what is below them. */
  readonly industry?: { readonly kind: UnitKind; readonly workplace: Workplace };
}

const district = (code: string, place: string, weight: number): District => ({
  code: `BJ-${code}`,
  place,
  kind: 'district_union',
  weight,
});

/** The sixteen districts, weighted roughly by how many people work there, and four city-wide industry unions. */
export const DISTRICTS: readonly District[] = [
  district('DC', '东城区', 7),
  district('XC', '西城区', 9),
  district('CY', '朝阳区', 17),
  district('FT', '丰台区', 9),
  district('SJS', '石景山区', 3),
  district('HD', '海淀区', 16),
  district('MTG', '门头沟区', 1.5),
  district('FS', '房山区', 4),
  district('TZ', '通州区', 6),
  district('SY', '顺义区', 6),
  district('CP', '昌平区', 6),
  district('DX', '大兴区', 6),
  district('HR', '怀柔区', 2),
  district('PG', '平谷区', 2),
  district('MY', '密云区', 2),
  district('YQ', '延庆区', 1.5),
  {
    code: 'BJ-JY',
    place: '教育行业',
    kind: 'industry_union',
    weight: 4,
    industry: { kind: 'school_system', workplace: 'school' },
  },
  {
    code: 'BJ-YW',
    place: '医务行业',
    kind: 'industry_union',
    weight: 3,
    industry: { kind: 'hospital_system', workplace: 'hospital' },
  },
  {
    code: 'BJ-JZ',
    place: '建筑行业',
    kind: 'industry_union',
    weight: 3,
    industry: { kind: 'large_enterprise', workplace: 'building_site' },
  },
  {
    code: 'BJ-GJ',
    place: '公交行业',
    kind: 'industry_union',
    weight: 2,
    industry: { kind: 'large_enterprise', workplace: 'bus_depot' },
  },
];

export const CITY = { code: 'BJ', name: '北京市总工会', shortName: '市总' } as const;

export const districtName = ({ place, kind }: District): string =>
  kind === 'district_union' ? `${place}总工会` : `北京市${place}工会`;
export const districtShortName = ({ place, kind }: District): string =>
  kind === 'district_union' ? `${place.slice(0, -1)}总工会` : `${place.slice(0, 2)}工会`;
/** What the names of the unions below begin with. */
export const namePlace = ({ place, kind }: District): string => (kind === 'district_union' ? place : '北京市');
