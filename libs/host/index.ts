export * from './logging.js';
export * from './metrics.controller.js';
export * from './readiness.js';
export * from './service-config.js';
export * from './start-service.js';
export * from './health.controller.js';
export * from './periodic-task.js';
