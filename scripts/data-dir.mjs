import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';

const NEEDED_BYTES = 1024 ** 3;

/** Makes the folder and refuses one that cannot be written to, or whose disk has less than 1 GB left. */
export function openDataDir(dataDir) {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error.code === 'ENOSPC') throw error;
    throw new ExplainedFailure(
      `无法写入数据目录 ${dataDir}（${error.code}）：请修改它的权限，或用 DATA_DIR 指定一个可写的目录。`,
      `The data folder ${dataDir} cannot be written to (${error.code}): change its permissions, or name another with DATA_DIR.`,
      { cause: error },
    );
  }
  requireFreeSpace(dataDir);
}

/** Level by level: Node's own recursive mkdir never returns where a folder cannot be made, as below /proc. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

export function requireFreeSpace(dataDir, needed = NEEDED_BYTES) {
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize >= needed) return;
  const megabytes = Math.floor((bavail * bsize) / 1024 ** 2);
  throw new ExplainedFailure(
    `磁盘空间不足：${dataDir} 所在磁盘只剩 ${megabytes} MB，请腾出至少 1 GB，或用 DATA_DIR 指定别的磁盘。`,
    `Too little disk space: ${megabytes} MB are left for ${dataDir}. Free at least 1 GB, or name a folder on another disk with DATA_DIR.`,
  );
}
