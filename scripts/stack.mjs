// The whole system on this machine: PostgreSQL, NATS and every service as its own process.
// `npm start` runs it with the ports people know; end-to-end and fault tests run it on free ports in a folder of their own.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataDir } from './data-dir.mjs';
import { embeddedNats } from './embedded-nats.mjs';
import { embeddedPostgres } from './embedded-postgres.mjs';
import { ExplainedFailure } from './explained-failure.mjs';
import { freePort } from './free-port.mjs';
import { lastLines, rotateLog } from './log-file.mjs';
import { inProject } from './project.mjs';
import { provisionDatabases } from './provision-databases.mjs';
import { secretsIn } from './secrets.mjs';
import { serviceProcess } from './service-process.mjs';
import { databaseVariableOf, serviceNamed, services as allServices, smsSimulator } from './services.mjs';

/** See stack.d.mts for the options and for what is returned. */
export async function startStack(options = {}) {
  const {
    ports = {},
    env = {},
    serviceEnv = {},
    fast = false,
    restart = true,
    services: names = allServices.map(({ name }) => name),
    databaseUrl: outsideDatabase,
    natsUrl: outsideNats,
    readyWithinMs = 60_000,
    entries = {},
    log = () => {},
    onExit = () => {},
    signal,
  } = options;
  const isTemporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? temporaryFolder();
  const supervision = { restart, log, onExit };
  const infrastructure = [];
  const copies = [];
  let postgres;
  let nats;
  let stopping;
  const rotation = setInterval(() => {
    for (const { logFile } of [...infrastructure, ...copies]) rotateLog(logFile);
  }, 30_000);
  rotation.unref();

  function stop() {
    stopping ??= (async () => {
      clearInterval(rotation);
      await Promise.all(copies.map((copy) => copy.stop()));
      for (const server of [nats, postgres]) await server?.stop();
      if (!isTemporary) return;
      if (postgres && postgres.home !== dataDir) rmSync(postgres.home, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    })();
    return stopping;
  }

  try {
    openDataDir(dataDir);
    const secrets = secretsIn(dataDir);
    if (!outsideDatabase) {
      const port = ports.postgres ?? (await freePort());
      const maxConnections = fast ? 300 : 200;
      postgres = await embeddedPostgres({
        dataDir,
        port,
        password: secrets.admin,
        fast,
        maxConnections,
        ...supervision,
      });
      infrastructure.push(postgres);
    }
    if (!outsideNats) {
      nats = await embeddedNats({ dataDir, port: ports.nats ?? (await freePort()), ...supervision });
      infrastructure.push(nats);
    }
    await Promise.all(infrastructure.map((server) => startAndWait(server, { ms: readyWithinMs, signal })));

    const databaseUrl = outsideDatabase ?? postgres.url;
    const natsUrl = outsideNats ?? nats.url;
    const serviceDatabaseUrls = await provisionDatabases(databaseUrl, secrets.passwords);
    signal?.throwIfAborted();

    // a process of the project's own in the place of a provider, unless there is a real one, or the services are not
    const withSimulator = names.includes('membership') && !entries.membership && !process.env.SMS_GATEWAY_URL;
    const smsPort = withSimulator ? (ports[smsSimulator.name] ?? (await freePort())) : undefined;
    const smsKeys = { SMS_ACCESS_KEY_ID: 'guantong', SMS_ACCESS_KEY_SECRET: secrets.sms };
    const sms = withSimulator ? { SMS_GATEWAY_URL: `http://127.0.0.1:${smsPort}`, ...smsKeys } : {};

    /** What one service is told: its own database and keys, and nobody else's. */
    const environmentOf = (name, extra) => {
      const { DATABASE_URL: _notTheirs, ...inherited } = process.env; // oxlint-disable-line no-unused-vars -- left out on purpose
      const host = name === 'gateway' && process.env.HOST ? process.env.HOST : '127.0.0.1';
      return {
        NODE_ENV: fast ? 'test' : 'production',
        // compiled code is kept from start to start
        NODE_COMPILE_CACHE: inProject('node_modules/.cache/node-compile'),
        // demo and test accounts log in by password alone; a real system leaves the default, required
        SECOND_FACTOR: 'offered',
        ...inherited,
        HOST: host,
        NATS_URL: natsUrl,
        ...(serviceDatabaseUrls[name] ? { DATABASE_URL: serviceDatabaseUrls[name] } : {}),
        ...secrets.keys[name],
        ...(name === 'membership' ? sms : {}),
        ...env,
        ...serviceEnv[name],
        ...extra,
      };
    };

    const services = {};
    const start = async (name, { label = name, port, extraEnv } = {}) => {
      const copy = await serviceProcess({
        name: serviceNamed(name).name,
        label,
        entry: entries[name],
        dataDir,
        port: port ?? (await freePort()),
        env: environmentOf(name, extraEnv),
        ...supervision,
      });
      if (stopping) throw new Error(`${label} is not started any more: the stack is stopping`);
      copies.push(copy);
      await startAndWait(copy, { ms: readyWithinMs, signal });
      return copy;
    };
    let smsGateway;
    const startSimulator = async () => {
      smsGateway = await serviceProcess({
        name: smsSimulator.name,
        entry: inProject(smsSimulator.entry),
        dataDir,
        port: smsPort,
        env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', ...smsKeys },
        ...supervision,
      });
      copies.push(smsGateway);
      await startAndWait(smsGateway, { ms: readyWithinMs, signal });
    };
    await Promise.all([
      ...(withSimulator ? [startSimulator()] : []),
      ...names.map(async (name) => {
        services[name] = await start(name, { port: ports[name] });
      }),
    ]);

    let replicas = 0;
    return {
      dataDir,
      gatewayUrl: services.gateway?.url,
      natsUrl,
      databaseUrl,
      serviceDatabaseUrls,
      env: {
        DATA_DIR: dataDir,
        NATS_URL: natsUrl,
        DATABASE_URL: databaseUrl,
        ...(services.gateway ? { GATEWAY_URL: services.gateway.url } : {}),
        ...(smsGateway ? { SMS_SIMULATOR_URL: smsGateway.url } : {}),
        ...Object.fromEntries(
          Object.entries(serviceDatabaseUrls).map(([name, url]) => [databaseVariableOf(name), url]),
        ),
      },
      keysOf: (name) => ({ ...secrets.keys[name] }),
      services,
      smsGateway,
      postgres,
      nats,
      startReplica: (name, extraEnv = {}) => start(name, { label: `${name}-${++replicas + 1}`, extraEnv }),
      stop,
      hasten: () => [...copies, ...infrastructure].forEach((each) => each.hasten()),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAndWait(supervised, { ms, signal }) {
  await supervised.start();
  try {
    await supervised.ready({ ms, signal });
  } catch (error) {
    if (!(error instanceof ExplainedFailure)) throw error;
    const [zh, en] = error.message.split('\n');
    throw new ExplainedFailure(
      `${zh}最后的日志见上，全部在 ${supervised.logFile}。`,
      `${en} Its last log lines are above, all of them in ${supervised.logFile}.`,
      {
        detail: lastLines(supervised.logFile, 20),
        cause: error,
      },
    );
  }
}

/** World-executable, since PostgreSQL may run as another user than this process. */
function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'guantong-'));
  chmodSync(folder, 0o755);
  return folder;
}
