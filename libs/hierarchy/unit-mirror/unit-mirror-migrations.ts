import { UnitMirror0001 } from './0001-unit-mirror.js';
import { UnitSuccession0002 } from './0002-unit-succession.js';

/** For every service that keeps a copy of the tree. */
export const unitMirrorMigrations = [
  { name: '0001-unit-mirror', class: UnitMirror0001 },
  { name: '0002-unit-succession', class: UnitSuccession0002 },
];
