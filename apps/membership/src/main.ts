import 'reflect-metadata';
import { runService } from '@guantong/host';
import { defineService } from './define-service.js';

await runService(() => defineService());
