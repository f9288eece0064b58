import type { OpenUnitRequest } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { normaliseCreditCode } from '../domain/credit-code.js';
import type { UnitToOpen } from '../domain/unit-change.js';

type Described = Pick<OpenUnitRequest, 'code' | 'kind' | 'name' | 'shortName' | 'address' | 'creditCode'>;

/** A unit as somebody describes it, with the id it will have. */
export const unitToOpen = ({ code, kind, name, shortName, address, creditCode }: Described): UnitToOpen => ({
  unitId: newId(),
  code,
  unitKind: kind,
  name,
  shortName: shortName ?? name,
  address: address ?? '',
  creditCode: creditCode ? normaliseCreditCode(creditCode) : null,
});
