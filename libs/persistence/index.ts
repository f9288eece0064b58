export * from './database.js';
export * from './idempotent-commands.js';
export * from './migrate.js';
export * from './orm-config.js';
export * from './persistence.module.js';
export { prepared } from './prepared.js';
export * from './scope-sql.js';
export * from './sql.js';
