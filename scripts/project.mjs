// Where things lie. Uses no import.meta.dirname, so that even an old Node gets as far as the sentence that refuses it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const inProject = (...parts) => path.join(projectRoot, ...parts);

/** Where the embedded default keeps everything it must not lose. */
export const dataDirFrom = (env) => path.resolve(projectRoot, env.DATA_DIR || '.data');
