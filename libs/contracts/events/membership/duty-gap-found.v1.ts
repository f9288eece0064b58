import { CalendarDate, Id, OneOf, Timestamp } from '../../fields.js';
import { defineEvent } from '../../event-definition.js';
import { DUTIES, type Duty } from '../../vocabulary/duties.js';

export class DutyGapFoundV1 {
  @Id() unitId: string;
  /** The unit above, which is warned as well; null at the city. */
  @Id({ nullable: true }) aboveUnitId: string | null;
  @OneOf(DUTIES) duty: Duty;
  /** The evening on which the night begins, in Asia/Shanghai. */
  @CalendarDate() night: string;
  /** The first stretch of the night with nobody on duty. */
  @Timestamp() from: string;
  @Timestamp() until: string;
}

/** Nobody is on duty for a part of tonight. Once per unit, duty and night. */
export const DutyGapFound = defineEvent({
  service: 'membership',
  aggregate: 'duty',
  action: 'gap-found',
  data: DutyGapFoundV1,
  consumers: [],
});
