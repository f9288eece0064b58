export * from './dead-letters.js';
export * from './missing-events.js';
export * from './per-service.js';
