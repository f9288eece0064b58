export * from './config.js';
export * from './domain-error.js';
export * from './ids.js';
export * from './remember-validation.js';
export * from './request-context.js';
export * from './retry-until.js';
