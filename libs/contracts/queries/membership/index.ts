export * from './mirror-snapshots.js';
export * from './session.js';
export * from './worker-names.js';
