import type { CaseKind, ForwardingMode, ForwardingPolicyView, SlaPoliciesView } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';

/** Changes settings through the API for the story, and remembers how to put each back. */
export class TemporarySettings {
  private readonly undo: (() => Promise<unknown>)[] = [];

  async forwarding(desk: ApiClient, unitId: string, mode: ForwardingMode): Promise<void> {
    const path = `/api/desk/units/${unitId}/forwarding-policy`;
    const before = await desk.get<ForwardingPolicyView>(path);
    if (before.mode === mode) return;
    this.undo.push(() => desk.put(path, { mode: before.mode }));
    await desk.put(path, { mode });
  }

  /** The time for a case to be acknowledged, at a unit and everything below it. */
  async acknowledgeWithin(desk: ApiClient, unitId: string, kind: CaseKind, duration: string): Promise<void> {
    const path = `/api/desk/units/${unitId}/sla-policies`;
    const { limits } = await desk.get<SlaPoliciesView>(path);
    const before = limits.find((limit) => limit.kind === kind && limit.step === 'ACKNOWLEDGE');
    const own = before?.setBy?.unitId === unitId && before.duration !== duration ? before.duration : null;
    this.undo.push(() => desk.put(`${path}/${kind}`, { acknowledge: own }));
    await desk.put(`${path}/${kind}`, { acknowledge: duration });
  }

  /** Puts everything back, the latest change first. */
  async restore(): Promise<void> {
    for (let undo = this.undo.pop(); undo; undo = this.undo.pop()) await undo();
  }
}
