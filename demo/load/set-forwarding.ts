import type { ForwardingPolicyView } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';

/** A district whose cadre adds a note to everything, and a township whose cadre is often out. All others forward by themselves. */
export const BY_HAND = ['BJ-FT', 'BJ-YQ-07'];

export async function setForwarding(desk: ApiClient, unitIds: ReadonlyMap<string, string>): Promise<void> {
  for (const code of BY_HAND) {
    const path = `/api/desk/units/${unitIds.get(code) ?? ''}/forwarding-policy`;
    const { mode } = await desk.get<ForwardingPolicyView>(path);
    if (mode !== 'MANUAL') await desk.put(path, { mode: 'MANUAL' });
  }
}
