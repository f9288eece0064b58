import { runService } from '@guantong/host';
import { defineContentService } from './define-service.js';

await runService(() => defineContentService());
