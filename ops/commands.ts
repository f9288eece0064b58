import { account } from './account.js';
import { audit } from './audit.js';
import type { OpsCommand } from './command.js';
import { deadLetters } from './dead-letters.js';
import { tree } from './tree.js';

/** Every operator command. */
export const COMMANDS: readonly OpsCommand[] = [account, audit, deadLetters, tree];
