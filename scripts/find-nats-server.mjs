import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';

/** Where a fetched one is kept. */
export const localNatsServer = inProject('.bin/nats-server');

/** Several filter subjects per consumer need 2.10, and 2.9 stays wedged after a full disk. */
const oldest = [2, 10];

/** [major, minor, patch] of a binary that runs here; undefined when it does not. */
export function versionOfNatsServer(binary) {
  const found = /v(\d+)\.(\d+)\.(\d+)/.exec(
    spawnSync(binary, ['-v'], { encoding: 'utf8', timeout: 10_000 }).stdout ?? '',
  );
  return found?.slice(1).map(Number);
}

export function isNewEnough(version) {
  if (!version) return false;
  return version[0] > oldest[0] || (version[0] === oldest[0] && version[1] >= oldest[1]);
}

/** The path of a usable nats-server: $NATS_SERVER, .bin/, PATH, in this order; undefined when there is none. */
export function findNatsServer(env = process.env) {
  const candidates = [
    env.NATS_SERVER,
    existsSync(localNatsServer) ? localNatsServer : undefined,
    'nats-server',
    '/usr/sbin/nats-server',
  ];
  return candidates.find((binary) => binary && isNewEnough(versionOfNatsServer(binary)));
}
