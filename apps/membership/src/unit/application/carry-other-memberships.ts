import type { MirroredWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { moveSecondaryMemberships } from '../../membership-place/persistence/move-secondary-memberships.js';
import type { Handover } from './take-over-units.js';

/**
 * Places in a union that goes and is not the primary one of their holders are carried over to the union that takes over,
 * or end where none does. Called after the members have moved and before the unit is DISSOLVED, with everything locked;
 * gives the workers whom others must be told of.
 */
@Injectable()
export class CarryOtherMemberships {
  async run(tx: Tx, handovers: readonly Handover[]): Promise<MirroredWorker[]> {
    const carried: MirroredWorker[] = [];
    for (const { from, to } of handovers)
      carried.push(...(await moveSecondaryMemberships(tx, from, to === null ? [] : [{ unitId: to }])));
    return carried;
  }
}
