export * from './coverage.js';
export * from './inbox.js';
export * from './progress.js';
export * from './provenance.js';
export * from './relays.js';
