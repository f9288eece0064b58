import { runService } from '@guantong/host';
import { defineDistribution } from './define-service.js';

await runService(() => defineDistribution());
