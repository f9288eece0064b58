import type { ServiceDefinition } from '@guantong/host';
import { loadConfig } from '@guantong/platform';
import { DistributionConfig } from './distribution-config.js';
import { distributionModule } from './distribution.module.js';

/** The whole service, from an environment; tests start it in-process with this. */
export function defineDistribution(env: NodeJS.ProcessEnv = process.env): ServiceDefinition<DistributionConfig> {
  const config = loadConfig(DistributionConfig, env);
  return { name: 'distribution', config, module: distributionModule(config) };
}
