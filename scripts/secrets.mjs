// Passwords and keys of the embedded default: made once, at random, and kept beside the data they open.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { services } from './services.mjs';

const password = () => randomBytes(24).toString('base64url');
const key = () => randomBytes(32).toString('base64');

/** @returns {{ admin: string, sms: string, passwords: Record<string, string>, keys: Record<string, Record<string, string>> }} */
export function secretsIn(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const secrets = { admin: password(), sms: password(), passwords: {}, keys: {}, ...read(file) };
  for (const { name, hasDatabase, secrets: names } of services) {
    if (hasDatabase) secrets.passwords[name] ??= password();
    secrets.keys[name] ??= {};
    for (const secret of names) secrets.keys[name][secret] ??= key();
  }
  // renamed into place: a half-written file would lock everybody out of the data
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function read(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ExplainedFailure(
      `${file} 已损坏：请从备份恢复；若数据可以不要，请删除整个数据目录后重新启动。`,
      `${file} is damaged: restore it from a backup or, if the data may go, delete the whole data folder and start again.`,
      { cause: error },
    );
  }
}
