export * from './actor.js';
export * from './cases.js';
export * from './errors/catalogue.js';
export * from './errors/index.js';
export * from './posts.js';
export * from './roles.js';
export * from './tiers.js';
export * from './worker-attributes.js';
