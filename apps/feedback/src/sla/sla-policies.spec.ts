import type { Actor, SlaPoliciesView } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { isoDuration } from './persistence/sla-policy-repository.js';
import { SlaRpc } from './rpc/sla.rpc.js';

describe('time limits', () => {
  let f: FeedbackFixture;
  let sla: SlaRpc;
  let city: TestUnit;
  let district: TestUnit;
  let direct: TestUnit;
  let union: TestUnit;
  const adminOf = (unit: TestUnit): Actor => buildStaff({ unitId: unit.unitId, role: 'administrator' });

  beforeAll(async () => {
    f = await feedbackFixture();
    sla = f.get(SlaRpc);
    [city, district, direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
  });
  afterAll(() => f.stop());

  const limit = (view: SlaPoliciesView, kind: string, step: string) => {
    const found = view.limits.find((l) => l.kind === kind && l.step === step);
    return [found?.duration, found?.setBy?.unitId ?? 'default'];
  };
  const at = (unit: TestUnit) => sla.limits({ unitId: unit.unitId }, adminOf(city));

  it('have a default for every kind and step', async () => {
    const view = await at(union);
    expect(view.limits).toHaveLength(18);
    expect(limit(view, 'hazard', 'ACKNOWLEDGE')).toEqual(['PT15M', 'default']);
    expect(limit(view, 'hazard', 'RESOLVE')).toEqual(['P1D', 'default']);
    expect(limit(view, 'suggestion', 'RESOLVE')).toEqual(['P7D', 'default']);
  });

  it('of the nearest unit win, and fall back to the next one up when they are taken away', async () => {
    await sla.set({ unitId: city.unitId, kind: 'wages', acknowledge: 'PT12H' }, adminOf(city));
    await sla.set({ unitId: direct.unitId, kind: 'wages', acknowledge: 'PT2H', resolve: 'P2DT3H' }, adminOf(direct));
    expect(limit(await at(union), 'wages', 'ACKNOWLEDGE')).toEqual(['PT2H', direct.unitId]);
    expect(limit(await at(union), 'wages', 'RESOLVE')).toEqual(['P2DT3H', direct.unitId]);
    expect(limit(await at(district), 'wages', 'ACKNOWLEDGE')).toEqual(['PT12H', city.unitId]);
    const after = await sla.set({ unitId: direct.unitId, kind: 'wages', acknowledge: null }, adminOf(direct));
    expect(limit(after, 'wages', 'ACKNOWLEDGE')).toEqual(['PT12H', city.unitId]);
    expect(limit(after, 'wages', 'RESOLVE')).toEqual(['P2DT3H', direct.unitId]);
  });

  it('apply to clocks that are started later, not to those that run', async () => {
    const desk = caseDesk(f);
    const before = await desk.submit(buildWorker(union.unitId), { kind: 'suggestion' });
    await sla.set({ unitId: union.unitId, kind: 'suggestion', acknowledge: 'PT5S' }, adminOf(union));
    const after = await desk.submit(buildWorker(union.unitId), { kind: 'suggestion' });
    const seconds = (c: { dueAt: string | null; submittedAt: string | null }) =>
      (Date.parse(c.dueAt ?? '') - Date.parse(c.submittedAt ?? '')) / 1000;
    expect([seconds(before), seconds(after)]).toEqual([86_400, 5]);
  });

  it('are set within the scope only; foreign and missing units are the same', async () => {
    const set = (unitId: string, who: Actor) =>
      sla.set({ unitId, kind: 'hazard', acknowledge: 'PT1H' }, who).then(
        () => 'done',
        (e: { code: string }) => e.code,
      );
    expect(await set(union.unitId, adminOf(district))).toBe('done');
    expect(await set(district.unitId, adminOf(union))).toBe('NOT_FOUND');
    expect(await set(newId(), adminOf(union))).toBe('NOT_FOUND');
    expect(await set(union.unitId, buildHandler(union.unitId))).toBe('FORBIDDEN');
    await expect(sla.limits({ unitId: district.unitId }, buildHandler(union.unitId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('can be set by several at the same moment', async () => {
    const hours = [1, 2, 3, 4, 5, 6, 7, 8];
    const set = (n: number) =>
      sla.set({ unitId: union.unitId, kind: 'complaint', acknowledge: `PT${n}H` }, adminOf(union));
    await Promise.all(hours.map(set));
    const [duration, setBy] = limit(await at(union), 'complaint', 'ACKNOWLEDGE');
    expect(hours.map((n) => `PT${n}H`)).toContain(duration);
    expect(setBy).toBe(union.unitId);
  });

  it('of no time at all are refused', async () => {
    for (const resolve of ['PT0S', 'P0D', 'P0DT0H0M0S']) {
      await expect(sla.set({ unitId: union.unitId, kind: 'hazard', resolve }, adminOf(union))).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    }
  });

  it('are written as ISO 8601', () => {
    expect([900, 5, 86_400, 93_784].map(isoDuration)).toEqual(['PT15M', 'PT5S', 'P1D', 'P1DT2H3M4S']);
  });
});
