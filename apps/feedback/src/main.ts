import { runService } from '@guantong/host';
import { defineFeedback } from './define-service.js';

await runService(() => defineFeedback());
