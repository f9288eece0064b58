export * from './membership/unit-state.v1.js';
export * from './membership/workers-changed.v1.js';
export * from './content/post-published.v1.js';
export * from './content/post-corrected.v1.js';
export * from './content/post-recalled.v1.js';
export * from './distribution/index.js';
export * from './feedback/index.js';
