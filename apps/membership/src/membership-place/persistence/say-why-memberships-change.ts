import type { MembershipChange } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';

/** From here to the end of the transaction (or the next call), the history of memberships gives this reason. */
export async function sayWhyMembershipsChange(tx: Tx, because: MembershipChange): Promise<void> {
  await tx.query(`select set_config('guantong.membership_change', $1, true)`, [because]);
}
