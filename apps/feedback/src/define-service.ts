import type { ServiceDefinition } from '@guantong/host';
import { loadConfig } from '@guantong/platform';
import { FeedbackConfig } from './feedback-config.js';
import { FeedbackModule } from './feedback.module.js';

/** @throws InvalidConfiguration */
export function defineFeedback(env: NodeJS.ProcessEnv = process.env): ServiceDefinition<FeedbackConfig> {
  const config = loadConfig(FeedbackConfig, env);
  return { name: 'feedback', config, module: FeedbackModule.with(config) };
}
