import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { lastLines, openLog } from './log-file.mjs';
import { postgresBinaries, postgresUser, rootsPlace } from './postgres-binaries.mjs';
import { stopLeftOver } from './processes.mjs';
import { supervise } from './supervise.mjs';
import { hasExited, sleep, waitUntil } from './wait-until.mjs';

export const adminRole = 'guantong_admin';
const majorVersion = '18';

/**
 * A PostgreSQL of this data folder, not started yet: `start()`, `ready()`, `stop()`, `kill()`, `restart()` as in
 * supervise.mjs, and `url` of its administrator.
 *
 * `fast` is for tests: no fsync. A killed server still loses nothing, since the operating system lives on.
 */
export async function embeddedPostgres({
  dataDir,
  port,
  password,
  fast = false,
  maxConnections = 200,
  restart,
  log,
  onExit,
}) {
  const who = postgresUser();
  const bin = postgresBinaries(who);
  const home = homeOf(dataDir, who, log);
  const cluster = path.join(home, 'pg');
  const pidFile = path.join(cluster, 'postmaster.pid');
  const logFile = path.join(dataDir, 'logs', 'postgres.log');
  await stopLeftOverPostgres(dataDir, log);
  requireSameVersion(cluster);
  if (!existsSync(cluster)) await createCluster({ bin, home, cluster, who, password, fast });

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // fewer checkpoints while a whole city is loaded; the default of 1 GB is passed every few seconds then
    max_wal_size: '4GB',
    ...(fast ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  const options = ['-D', cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) options.push('-c', `${name}=${value}`);

  async function launch() {
    // After a crash the old server's processes need a moment to notice that it is gone.
    for (const end = Date.now() + 15_000; ; await sleep(200)) {
      const descriptor = openLog(logFile);
      const child = spawn(path.join(bin, 'postgres'), options, {
        ...who,
        env: localeOf(process.env),
        detached: true, // Ctrl-C on the terminal must not reach it before the services have stopped
        stdio: ['ignore', descriptor, descriptor],
      });
      closeSync(descriptor);
      child.once('error', () => {});
      await waitUntil(() => hasExited(child) || saysReady(child.pid), { ms: 60_000 });
      if (!hasExited(child)) return child;
      const said = lastLines(logFile, 5);
      if (/No space left/.test(said)) throw diskIsFull();
      if (Date.now() < end && /shared memory block|lock file "postmaster.pid"/.test(said)) continue;
      throw new ExplainedFailure(
        `PostgreSQL 没有启动，原因见上；完整日志在 ${logFile}。`,
        `PostgreSQL did not start; its reason is above, its whole log in ${logFile}.`,
        { detail: said },
      );
    }
  }

  /** PostgreSQL writes its state into the eighth line of its pid file; a killed one leaves the file behind. */
  function saysReady(pid) {
    try {
      const lines = readFileSync(pidFile, 'utf8').split('\n');
      return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }

  const supervised = supervise({
    name: 'PostgreSQL',
    launch,
    isReady: () => saysReady(supervised.pid),
    restart,
    stopSignal: 'SIGINT', // fast shutdown: end sessions, write a checkpoint
    hastySignal: 'SIGQUIT', // immediate: recovery at the next start
    log,
    onExit,
  });
  return Object.assign(supervised, {
    url: `postgres://${adminRole}:${password}@127.0.0.1:${port}/postgres`,
    home,
    logFile,
  });
}

/** Stops the server of a supervisor that was killed, so that its port and its data are free again. */
export async function stopLeftOverPostgres(dataDir, log = () => {}) {
  const cluster = path.join(notedHome(dataDir) ?? dataDir, 'pg');
  if (await stopLeftOver(path.join(cluster, 'postmaster.pid'), cluster, { signal: 'SIGINT' })) {
    log('已停止上次运行遗留的 PostgreSQL。  Stopped a PostgreSQL that an earlier run had left behind.');
  }
}

/** UTF8 and C.UTF-8 must be said: with LANG unset initdb makes SQL_ASCII, where trigram search sees no Chinese. */
const localeOf = (env) => ({ ...env, LC_ALL: 'C.UTF-8', LC_MESSAGES: 'C' });

const noteOfHome = (dataDir) => path.join(dataDir, 'postgres-home');

function notedHome(dataDir) {
  const note = noteOfHome(dataDir);
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined;
}

/**
 * The folder for the cluster: the data folder itself or, when only root may go there, one below /var/lib whose name is
 * kept in the data folder.
 */
function homeOf(dataDir, who, log = () => {}) {
  if (who.uid === undefined || existsSync(path.join(dataDir, 'pg'))) return dataDir;
  const noted = notedHome(dataDir);
  if (noted) return noted;
  if (spawnSync('test', ['-x', dataDir], who).status === 0) return dataDir;
  mkdirSync(rootsPlace, { recursive: true });
  chmodSync(rootsPlace, 0o755);
  const home = mkdtempSync(path.join(rootsPlace, 'data-'));
  chmodSync(home, 0o755);
  writeFileSync(noteOfHome(dataDir), `${home}\n`);
  log(
    `PostgreSQL 的数据放在 ${home}（它不能以 root 进入 ${dataDir}）。  PostgreSQL keeps its data in ${home}: it cannot enter ${dataDir}.`,
  );
  return home;
}

function requireSameVersion(cluster) {
  const file = path.join(cluster, 'PG_VERSION');
  if (!existsSync(file)) return;
  const version = readFileSync(file, 'utf8').trim();
  if (version === majorVersion) return;
  throw new ExplainedFailure(
    `${cluster} 是 PostgreSQL ${version} 的数据，本程序使用 ${majorVersion}：请先用 pg_dump 迁移，或另指定 DATA_DIR。`,
    `${cluster} was written by PostgreSQL ${version}, and this is ${majorVersion}: move the data with pg_dump, or name another DATA_DIR.`,
  );
}

/** Made beside its place and renamed, so that a cluster that exists is a whole one. */
async function createCluster({ bin, home, cluster, who, password, fast }) {
  const incoming = `${cluster}.new`;
  const passwordFile = path.join(home, 'initdb-password');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who.uid !== undefined) for (const file of [incoming, passwordFile]) chownSync(file, who.uid, who.gid);
  try {
    const { code, output } = await runInitdb(
      path.join(bin, 'initdb'),
      ['-D', incoming, '-U', adminRole, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
        .concat('--encoding=UTF8', '--locale=C.UTF-8')
        .concat(fast ? '--no-sync' : []),
      { ...who, env: localeOf(process.env), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    if (code !== 0) {
      rmSync(incoming, { recursive: true, force: true });
      if (/No space left/.test(output)) throw diskIsFull();
      throw new ExplainedFailure(
        'PostgreSQL 的数据目录没有建成，原因见上。',
        'PostgreSQL could not create its data folder; its reason is above.',
        {
          detail: output.trim().split('\n').slice(-10).join('\n'),
        },
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(incoming, cluster);
}

const runInitdb = (program, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

const diskIsFull = () =>
  new ExplainedFailure(
    '磁盘已满，PostgreSQL 无法启动：请腾出至少 1 GB，或用 DATA_DIR 指定别的磁盘。',
    'The disk is full and PostgreSQL cannot start: free at least 1 GB, or name a folder on another disk with DATA_DIR.',
  );
