import type { MirroredWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Handover } from './take-over-units.js';

/**
 * Where places in a union that goes and is not the primary one of their holders are carried over to the one that takes
 * over. Called once per merger or dissolution, after the members and before the unit is DISSOLVED, with everything
 * locked; gives the workers whom others must be told of. No worker has such a place yet.
 */
@Injectable()
export class CarryOtherMemberships {
  run(_tx: Tx, _handovers: readonly Handover[]): Promise<MirroredWorker[]> {
    return Promise.resolve([]);
  }
}
