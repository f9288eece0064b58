import { fail, type ForwardingPolicyView, type Scope, type SetForwardingPolicyRequest } from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { ForwardingPolicyRepository } from '../persistence/forwarding-policy-repository.js';

/** How a unit hands posts on: by itself, or by hand. */
@Injectable()
export class KeepForwardingPolicy {
  constructor(
    private readonly database: Database,
    private readonly policies: ForwardingPolicyRepository,
  ) {}

  async get(unitId: string, scope: Scope): Promise<ForwardingPolicyView> {
    const policy = await this.policies.find(this.database, unitId, scope);
    if (!policy) throw fail('NOT_FOUND');
    return policy;
  }

  async set(
    tx: Tx,
    { unitId, mode }: SetForwardingPolicyRequest,
    accountId: string | null,
    scope: Scope,
  ): Promise<ForwardingPolicyView> {
    if (!(await this.policies.set(tx, { unitId, mode, accountId }, scope))) throw fail('NOT_FOUND');
    const policy = await this.policies.find(tx, unitId, scope);
    if (!policy) throw fail('NOT_FOUND');
    return policy;
  }
}
