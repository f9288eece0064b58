import { OpenUnit, type UnitKind } from '@guantong/contracts';
import type { MembershipFixture } from './membership-fixture.js';

let serial = 0;

export interface TestUnit {
  id: string;
  code: string;
  name: string;
}

/** Opens a unit below `parentId`; its tier follows from the kind. */
export async function buildUnit(
  { call, admin }: Pick<MembershipFixture, 'call' | 'admin'>,
  parentId: string,
  kind: UnitKind,
  overrides: Partial<Omit<TestUnit, 'id'>> = {},
): Promise<TestUnit> {
  const code = overrides.code ?? `U${++serial}`;
  const name = overrides.name ?? `第${code}工会`;
  const { unitId } = await call(OpenUnit, { parentId, kind, code, name, reason: '组建' }, admin);
  return { id: unitId, code, name };
}

export interface TestTree {
  district: TestUnit;
  otherDistrict: TestUnit;
  street: TestUnit;
  otherStreet: TestUnit;
  site: TestUnit;
  otherSite: TestUnit;
}

/** Two districts; in the first a street with a site, and another street with another site. */
export async function buildTree(fixture: MembershipFixture): Promise<TestTree> {
  const district = await buildUnit(fixture, fixture.cityId, 'district_union');
  const otherDistrict = await buildUnit(fixture, fixture.cityId, 'district_union');
  const street = await buildUnit(fixture, district.id, 'street_township');
  const otherStreet = await buildUnit(fixture, district.id, 'street_township');
  const site = await buildUnit(fixture, street.id, 'site');
  const otherSite = await buildUnit(fixture, otherStreet.id, 'site');
  return { district, otherDistrict, street, otherStreet, site, otherSite };
}
