import { RelayForwarded } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { chunkParents, type ForwardedParent } from '../domain/chunk-parents.js';

/** Says which units have handed a post on, in messages that each lead to a bounded piece of work. */
@Injectable()
export class AnnounceForwarded {
  constructor(
    private readonly outbox: Outbox,
    private readonly config: DistributionConfig,
  ) {}

  /** `parents` ordered by tier. */
  run(tx: Tx, postId: string, parents: readonly ForwardedParent[]): Promise<void> {
    return this.runAll(
      tx,
      parents.map((parent) => ({ ...parent, postId })),
    );
  }

  /** Of several posts; `parents` ordered by post and tier. One statement, however many. */
  async runAll(tx: Tx, parents: readonly (ForwardedParent & { postId: string })[]): Promise<void> {
    const ofPost = new Map<string, ForwardedParent[]>();
    for (const { postId, ...parent } of parents) {
      const others = ofPost.get(postId);
      if (others) others.push(parent);
      else ofPost.set(postId, [parent]);
    }
    const events = [...ofPost].flatMap(([postId, group]) =>
      chunkParents(group, this.config.FAN_OUT_CHUNK).map(({ tier, unitIds }) => ({
        data: { postId, unitIds },
        aggregateId: postId,
        tier,
      })),
    );
    await this.outbox.addAll(tx, RelayForwarded, events);
  }
}
