import { type CoverageRequest, type CoverageView, fail, type Scope } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { addUp, workerCounts } from '../domain/add-up.js';
import { CoverageRepository } from '../persistence/coverage-repository.js';
import { FindPlace } from './find-place.js';

/** Whom a post has reached, below a unit: exact, and the sum over the children is the whole. */
@Injectable()
export class ReportCoverage {
  constructor(
    private readonly findPlace: FindPlace,
    private readonly coverage: CoverageRepository,
  ) {}

  async run({ postId, unitId }: CoverageRequest, scope: Scope): Promise<CoverageView> {
    const { unit, depth } = await this.findPlace.run(postId, unitId, scope);
    const shown = { unitId: unit.unitId, name: unit.name, tier: unit.tier };
    if (unit.tier === 'GRASSROOTS') return this.ofUnion(postId, shown);
    const figures = await this.coverage.below(postId, unit.unitId, depth);
    return { postId, unit: shown, state: unit.state, ...addUp(figures) };
  }

  private async ofUnion(postId: string, unit: CoverageView['unit']): Promise<CoverageView> {
    const union = await this.coverage.ofUnion(postId, unit.unitId);
    if (!union) throw fail('NOT_FOUND');
    const forwarded = union.state === 'FORWARDED' ? 1 : 0;
    const pending = union.state === 'PENDING' ? 1 : 0;
    const tier = { tier: unit.tier, units: forwarded + pending, forwarded, pending, waiting: 0 };
    return { postId, unit, state: union.state, tiers: [tier], workers: workerCounts(union), children: [] };
  }
}
