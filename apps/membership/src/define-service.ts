import type { ServiceDefinition } from '@guantong/host';
import { loadConfig } from '@guantong/platform';
import { MembershipConfig } from './membership-config.js';
import { MembershipModule } from './membership.module.js';

/** The service, put together from its settings. */
export function defineMembershipService(env: NodeJS.ProcessEnv = process.env): ServiceDefinition<MembershipConfig> {
  const config = loadConfig(MembershipConfig, env);
  return { name: 'membership', config, module: MembershipModule.with(config) };
}
