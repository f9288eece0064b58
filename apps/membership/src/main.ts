import 'reflect-metadata';
import { runService } from '@guantong/host';
import { defineMembershipService } from './define-service.js';

await runService(() => defineMembershipService());
