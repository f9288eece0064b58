import type { ServiceDefinition } from '@guantong/host';
import { loadConfig } from '@guantong/platform';
import { ContentConfig } from './content-config.js';
import { ContentModule } from './content.module.js';

/** @throws InvalidConfiguration */
export function defineContentService(env: NodeJS.ProcessEnv = process.env): ServiceDefinition<ContentConfig> {
  const config = loadConfig(ContentConfig, env);
  return { name: 'content', config, module: ContentModule.with(config) };
}
