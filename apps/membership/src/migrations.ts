import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { Account0004 } from './account/persistence/0004-account.js';
import { ApiToken0052 } from './api-token/persistence/0052-api-token.js';
import { AppointmentTerms0040 } from './appointment/persistence/0040-appointment-terms.js';
import { Audit0006 } from './audit/0006-audit.js';
import { AuditChain0041 } from './audit/persistence/0041-audit-chain.js';
import { DutyRules0042 } from './duty/persistence/0042-duty-rules.js';
import { FileImport0005 } from './file-import/persistence/0005-file-import.js';
import { PhoneCode0051 } from './phone-code/persistence/0051-phone-code.js';
import { SecondFactor0050 } from './session/persistence/0050-second-factor.js';
import { UnitChange0013 } from './unit/persistence/0013-unit-change.js';
import { UnitDetails0010 } from './unit/persistence/0010-unit-details.js';
import { UnitSuccessor0014 } from './unit/persistence/0014-unit-successor.js';
import { UnitTally0012 } from './unit/persistence/0012-unit-tally.js';
import { UnitVersion0011 } from './unit/persistence/0011-unit-version.js';
import { Joining0022 } from './joining/persistence/0022-joining.js';
import { MembershipPlace0020 } from './membership-place/persistence/0020-membership-place.js';
import { OwnAffairs0023 } from './own-affairs/persistence/0023-own-affairs.js';
import { RoomForCounts0032 } from './roster-import/persistence/0032-room-for-counts.js';
import { NamesOutOfTheWay0033 } from './roster-import/persistence/0033-names-out-of-the-way.js';
import { RosterCheck0031 } from './roster-import/persistence/0031-roster-check.js';
import { WorkerAttributes0030 } from './roster-import/persistence/0030-worker-attributes.js';
import { TransferEnd0024 } from './transfer/persistence/0024-transfer-end.js';
import { Transfer0021 } from './transfer/persistence/0021-transfer.js';
import { Unit0002 } from './unit/persistence/0002-unit.js';
import { Worker0003 } from './worker/persistence/0003-worker.js';

/** In the order in which they are applied. */
export const migrations: MigrationObject[] = [
  ...messagingMigrations,
  { name: '0002-unit', class: Unit0002 },
  { name: '0003-worker', class: Worker0003 },
  { name: '0004-account', class: Account0004 },
  { name: '0005-file-import', class: FileImport0005 },
  { name: '0006-audit', class: Audit0006 },
  { name: '0010-unit-details', class: UnitDetails0010 },
  { name: '0011-unit-version', class: UnitVersion0011 },
  { name: '0012-unit-tally', class: UnitTally0012 },
  { name: '0013-unit-change', class: UnitChange0013 },
  { name: '0014-unit-successor', class: UnitSuccessor0014 },
  { name: '0020-membership-place', class: MembershipPlace0020 },
  { name: '0021-transfer', class: Transfer0021 },
  { name: '0022-joining', class: Joining0022 },
  { name: '0023-own-affairs', class: OwnAffairs0023 },
  { name: '0024-transfer-end', class: TransferEnd0024 },
  { name: '0030-worker-attributes', class: WorkerAttributes0030 },
  { name: '0031-roster-check', class: RosterCheck0031 },
  { name: '0032-room-for-counts', class: RoomForCounts0032 },
  { name: '0033-names-out-of-the-way', class: NamesOutOfTheWay0033 },
  { name: '0040-appointment-terms', class: AppointmentTerms0040 },
  { name: '0041-audit-chain', class: AuditChain0041 },
  { name: '0042-duty-rules', class: DutyRules0042 },
  { name: '0050-second-factor', class: SecondFactor0050 },
  { name: '0051-phone-code', class: PhoneCode0051 },
  { name: '0052-api-token', class: ApiToken0052 },
];
