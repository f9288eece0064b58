export * from './buffers-touched.js';
export * from './build-unit-state.js';
export * from './columns-containing.js';
export * from './disposable-broker.js';
export * from './disposable-database.js';
export * from './eventually.js';
export * from './fill-tables.js';
export * from './severable-link.js';
