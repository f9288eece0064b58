// Gets a nats-server when the machine has none that is new enough, in this order:
//   1. the GitHub release, checked against the hash that nats-io publishes in its own Docker files
//   2. Debian's package of a newer suite, through the machine's own mirror with private lists: no root, nothing installed
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ExplainedFailure } from './explained-failure.mjs';
import { findNatsServer, isNewEnough, localNatsServer, versionOfNatsServer } from './find-nats-server.mjs';
import { step } from './progress.mjs';

const run = promisify(execFile);
const release = {
  version: '2.14.5',
  sha256: {
    'linux-x64': ['amd64', '5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355'],
    'linux-arm64': ['arm64', '673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c'],
  },
};
const debianSuite = 'trixie';
const debianKey = '/usr/share/keyrings/debian-archive-keyring.gpg';

const sources = [
  { source: 'GitHub', get: fromGitHub },
  { source: `Debian ${debianSuite}`, get: fromDebian },
];

/** The path of a usable nats-server, fetched if need be. */
export async function provideNatsServer() {
  return findNatsServer() ?? step('获取 nats-server', 'Fetching nats-server', fetchNatsServer);
}

async function fetchNatsServer(found) {
  const work = mkdtempSync(path.join(tmpdir(), 'nats-server-'));
  const reasons = [];
  try {
    for (const { source, get } of sources) {
      try {
        keep(await get(work));
        found(`${versionOfNatsServer(localNatsServer).join('.')} (${source})`);
        return localNatsServer;
      } catch (error) {
        reasons.push(`${source}: ${error.cause?.code ?? String(error.message).split('\n')[0]}`);
      }
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  throw new ExplainedFailure(
    '没有可用的 nats-server（2.10 以上）：请自行安装（brew install nats-server 或 docker compose up -d nats），再用 NATS_SERVER 指明程序路径，或用 NATS_URL 指明已运行的服务。',
    'No nats-server of 2.10 or newer could be had: install one (brew install nats-server, or docker compose up -d nats), then name the program with NATS_SERVER or a running server with NATS_URL.',
    { detail: reasons.join('\n') },
  );
}

function keep(binary) {
  mkdirSync(path.dirname(localNatsServer), { recursive: true });
  const incoming = `${localNatsServer}.${process.pid}`;
  copyFileSync(binary, incoming);
  chmodSync(incoming, 0o755);
  if (!isNewEnough(versionOfNatsServer(incoming))) {
    rmSync(incoming);
    throw new Error('the binary does not run here or is too old');
  }
  renameSync(incoming, localNatsServer);
}

async function fromGitHub(work) {
  const [arch, expected] = release.sha256[`${process.platform}-${process.arch}`] ?? [];
  if (!arch) throw new Error(`no hash is kept for ${process.platform}-${process.arch}`);
  const name = `nats-server-v${release.version}-linux-${arch}`;
  const response = await fetch(
    `https://github.com/nats-io/nats-server/releases/download/v${release.version}/${name}.tar.gz`,
    { signal: AbortSignal.timeout(60_000) },
  );
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const archive = Buffer.from(await response.arrayBuffer());
  const hash = createHash('sha256').update(archive).digest('hex');
  if (hash !== expected) throw new Error(`the hash is ${hash}, expected ${expected}`);
  writeFileSync(path.join(work, 'release.tar.gz'), archive);
  await run('tar', ['xzf', 'release.tar.gz'], { cwd: work });
  return path.join(work, name, 'nats-server');
}

async function fromDebian(work) {
  if (process.platform !== 'linux' || !existsSync(debianKey)) throw new Error('not a Debian machine');
  for (const folder of ['lists/partial', 'cache/archives/partial', 'package']) {
    mkdirSync(path.join(work, folder), { recursive: true });
  }
  const indexes = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Origin: Debian',
    'Created-By: Packages',
  ]);
  const mirror = indexes.stdout.split('\n').find((uri) => uri && !uri.includes('security'));
  if (!mirror) throw new Error('no Debian mirror is set up here');
  writeFileSync(path.join(work, 'sources.list'), `deb [signed-by=${debianKey}] ${mirror} ${debianSuite} main\n`);
  const options = [
    `Dir::Etc::SourceList=${work}/sources.list`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${work}/lists`,
    `Dir::Cache=${work}/cache`,
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::http::Timeout=20',
    'Acquire::https::Timeout=20',
  ].flatMap((option) => ['-o', option]);
  await run('apt-get', [...options, '-qq', 'update'], { timeout: 180_000 });
  const folder = path.join(work, 'package');
  await run('apt-get', [...options, '-qq', '-t', debianSuite, 'download', 'nats-server'], {
    cwd: folder,
    timeout: 180_000,
  });
  const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
  await run('dpkg-deb', ['-x', path.join(folder, file), path.join(work, 'root')]);
  return path.join(work, 'root/usr/sbin/nats-server');
}
