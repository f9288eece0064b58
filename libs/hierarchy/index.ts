export * from './path-arithmetic.js';
export * from './unit-mirror/mirror-keeper.js';
export * from './unit-mirror/on-unit-state.js';
export * from './unit-mirror/reconcile-unit-mirror.js';
export * from './unit-mirror/unit-mirror-repository.js';
export * from './unit-mirror/unit-mirror-migrations.js';
export * from './unit-mirror/unit-mirror.module.js';
export * from './unit-mirror/unit-successions.js';
