import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { findNatsServer } from './find-nats-server.mjs';
import { openLog } from './log-file.mjs';
import { stopLeftOver } from './processes.mjs';
import { supervise } from './supervise.mjs';

/**
 * A nats-server with JetStream, not started yet: `start()`, `ready()`, `stop()`, `kill()` as in supervise.mjs, `url`,
 * and `restart({ wipeStore })`, where wiping loses everything the broker holds.
 */
export async function embeddedNats({ dataDir, port, restart, log, onExit, binary = findNatsServer() }) {
  if (!binary) {
    throw new ExplainedFailure(
      '没有 nats-server 2.10 以上版本：请先运行一次 npm start 或 npm test（会自动获取），或用 NATS_SERVER 指明程序路径。',
      'There is no nats-server of 2.10 or newer: run "npm start" or "npm test" once (they fetch it), or name the program with NATS_SERVER.',
    );
  }
  const { store, pidFile, config } = placesIn(dataDir);
  const logFile = path.join(dataDir, 'logs', 'nats.log');
  mkdirSync(store, { recursive: true });
  await stopLeftOverNats(dataDir, log);
  writeFileSync(config, configFor({ port, store, pidFile }));

  const supervised = supervise({
    name: 'NATS',
    isReady: () => hasJetStream(port),
    restart,
    log,
    onExit,
    launch() {
      const descriptor = openLog(logFile);
      const child = spawn(binary, ['-c', config], { detached: true, stdio: ['ignore', descriptor, descriptor] });
      closeSync(descriptor);
      child.once('error', () => {});
      return child;
    },
  });
  const plainRestart = supervised.restart;
  return Object.assign(supervised, {
    url: `nats://127.0.0.1:${port}`,
    logFile,
    restart: ({ wipeStore = false } = {}) =>
      plainRestart(async () => {
        if (wipeStore) rmSync(store, { recursive: true, force: true });
      }),
  });
}

const placesIn = (dataDir) => {
  const folder = path.join(dataDir, 'nats');
  return {
    store: path.join(folder, 'jetstream'),
    pidFile: path.join(folder, 'nats-server.pid'),
    config: path.join(folder, 'nats-server.conf'),
  };
};

/** Stops the server of a supervisor that was killed, so that its port and its store are free again. */
export async function stopLeftOverNats(dataDir, log = () => {}) {
  const { pidFile, config } = placesIn(dataDir);
  if (await stopLeftOver(pidFile, config)) {
    log('已停止上次运行遗留的 NATS。  Stopped a nats-server that an earlier run had left behind.');
  }
}

// sync_interval: the default is two minutes, which is how long a power cut may make the broker forget what it has
// acknowledged. The outbox would send it again; this makes that rare.
const configFor = ({ port, store, pidFile }) => `listen: "127.0.0.1:${port}"
server_name: "guantong"
pid_file: ${JSON.stringify(pidFile)}
jetstream {
  store_dir: ${JSON.stringify(store)}
  sync_interval: "2s"
}
`;

/** The server greets every connection with a line that says who it is and what it can do. */
const hasJetStream = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('data', (data) => answer(/^INFO \{.*"jetstream":true/.test(data.toString('utf8'))));
  });
