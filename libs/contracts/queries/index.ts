export * from './membership/index.js';
export * from './content/index.js';
export * from './distribution/index.js';
export * from './feedback/index.js';
export * from './messaging/index.js';
