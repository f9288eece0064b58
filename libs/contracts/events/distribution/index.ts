export * from './deliveries-opened.v1.js';
export * from './relay-forwarded.v1.js';
