import { Posts0001 } from './0001-posts.js';
import { ActingUnit0003 } from './0003-acting-unit.js';
import { TakeOver0002 } from './0002-take-over.js';

/** In the order in which they are applied. */
export const postMigrations = [
  { name: '0001-posts', class: Posts0001 },
  { name: '0002-take-over', class: TakeOver0002 },
  { name: '0003-acting-unit', class: ActingUnit0003 },
];
