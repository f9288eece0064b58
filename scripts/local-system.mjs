// The system of the data folder, as `npm start` runs it: known ports, one at a time, and a file that says where it is.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDataDir } from './data-dir.mjs';
import { stopLeftOverNats } from './embedded-nats.mjs';
import { stopLeftOverPostgres } from './embedded-postgres.mjs';
import { ExplainedFailure } from './explained-failure.mjs';
import { requireFreePort } from './free-port.mjs';
import { livingPid, stopLeftOver } from './processes.mjs';
import { inProject } from './project.mjs';
import { entryOf, portsFrom, services, smsSimulator } from './services.mjs';
import { startStack } from './stack.mjs';

const runningFile = (dataDir) => path.join(dataDir, 'running.json');
const supervisorFile = (dataDir) => path.join(dataDir, 'run', 'supervisor.pid');
const supervisorMark = /\b(start|run)\.mjs/;

/**
 * Where the running system of this folder is; undefined when none runs.
 * @returns {{ pid: number, gatewayUrl: string, natsUrl: string, databaseUrl: string, databaseUrls: Record<string, string>, env: Record<string, string> } | undefined}
 */
export function runningSystem(dataDir) {
  if (livingPid(supervisorFile(dataDir), supervisorMark) === undefined) return undefined;
  if (!existsSync(runningFile(dataDir))) return undefined;
  return JSON.parse(readFileSync(runningFile(dataDir), 'utf8'));
}

export function portsOf(env) {
  const port = (variable, fallback) => (env[variable] ? Number(env[variable]) : fallback);
  const ports = portsFrom(port('PORT', 3000));
  const sms = port('SMS_PORT', ports[smsSimulator.name]);
  return { postgres: port('PG_PORT', 5433), nats: port('NATS_PORT', 4223), ...ports, [smsSimulator.name]: sms };
}

/** Starts the system, or says in a sentence why it cannot be. `stop()` of what it returns also removes the files. */
export async function startLocalSystem({ dataDir, env, log, signal }) {
  openDataDir(dataDir);
  requireNoOther(dataDir);
  await stopLeftOvers(dataDir, log);
  const ports = portsOf(env);
  await requireFreePorts(ports, env);
  rmSync(runningFile(dataDir), { force: true });
  mkdirSync(path.dirname(supervisorFile(dataDir)), { recursive: true });
  writeFileSync(supervisorFile(dataDir), String(process.pid));
  const forget = () => {
    for (const file of [runningFile(dataDir), supervisorFile(dataDir)]) rmSync(file, { force: true });
  };
  let stack;
  try {
    stack = await startStack({
      dataDir,
      ports,
      databaseUrl: env.DATABASE_URL || undefined,
      natsUrl: env.NATS_URL || undefined,
      log,
      signal,
    });
  } catch (error) {
    forget();
    throw error;
  }
  const { gatewayUrl, natsUrl, databaseUrl, serviceDatabaseUrls } = stack;
  const where = {
    pid: process.pid,
    gatewayUrl,
    natsUrl,
    databaseUrl,
    databaseUrls: serviceDatabaseUrls,
    env: stack.env,
  };
  writeFileSync(runningFile(dataDir), `${JSON.stringify(where, null, 2)}\n`, { mode: 0o600 });
  return { ...stack, stop: () => stack.stop().finally(forget) };
}

function requireNoOther(dataDir) {
  const pid = livingPid(supervisorFile(dataDir), supervisorMark);
  if (pid === undefined) return;
  const { gatewayUrl = '' } = runningSystem(dataDir) ?? {};
  throw new ExplainedFailure(
    `系统已在运行（进程 ${pid}）${gatewayUrl}：请先在它的窗口按 Ctrl-C 停止；要另开一套，请设 DATA_DIR、PORT、PG_PORT、NATS_PORT。`,
    `The system is running already (process ${pid}) ${gatewayUrl}: stop it with Ctrl-C in its window first; for a second one set DATA_DIR, PORT, PG_PORT and NATS_PORT.`,
  );
}

/** What a supervisor that was killed left running, in the order of a shutdown. */
async function stopLeftOvers(dataDir, log) {
  const found = await Promise.all(
    [...services.map(({ name }) => ({ name, entry: entryOf(name) })), smsSimulator].map(({ name, entry }) =>
      stopLeftOver(path.join(dataDir, 'run', `${name}.pid`), inProject(entry)),
    ),
  );
  if (found.includes(true)) log('已停止上次运行遗留的服务。  Stopped services that an earlier run had left behind.');
  await stopLeftOverNats(dataDir, log);
  await stopLeftOverPostgres(dataDir, log);
}

async function requireFreePorts(ports, env) {
  const checks = services.map(({ name }) => ({
    port: ports[name],
    variable: 'PORT',
    what: name,
    host: name === 'gateway' ? env.HOST || undefined : undefined,
  }));
  if (!env.SMS_GATEWAY_URL) {
    checks.push({ port: ports[smsSimulator.name], variable: 'SMS_PORT', what: smsSimulator.name, host: undefined });
  }
  if (!env.DATABASE_URL) checks.push({ port: ports.postgres, variable: 'PG_PORT', what: 'PostgreSQL' });
  if (!env.NATS_URL) checks.push({ port: ports.nats, variable: 'NATS_PORT', what: 'NATS' });
  for (const { port, ...about } of checks) await requireFreePort(port, about);
}
