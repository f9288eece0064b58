export * from './unit-mirror/0001-unit-mirror.js';
