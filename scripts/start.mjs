// npm start: from a fresh clone to a running system, with nothing but Node and npm on the machine.
import { explain } from './explained-failure.mjs';
import { loadDemoCity } from './load-demo-city.mjs';
import { startLocalSystem } from './local-system.mjs';
import { prepare } from './prepare.mjs';
import { say, step, warn } from './progress.mjs';
import { dataDirFrom } from './project.mjs';
import { onStopSignals } from './stop-signals.mjs';
import { welcome } from './welcome.mjs';

process.env.GUANTONG_STARTED_AT ??= String(Date.now()); // survives the change of Node
const dataDir = dataDirFrom(process.env);
const giveUp = new AbortController();
let system;
let stopping = false;

async function stop() {
  stopping = true;
  giveUp.abort();
  if (!system) return; // still starting: the start itself cleans up
  say('\n  正在停止（再按一次 Ctrl-C 立即结束）……  Stopping (Ctrl-C again hastens) …');
  await system.stop();
  say('  已停止。  Stopped.');
  process.exit(0);
}

function fail(error) {
  warn(`\n${explain(error)}`);
  process.exit(1);
}

try {
  await prepare({ needsNats: !process.env.NATS_URL });
  onStopSignals(
    () => void stop().catch(fail),
    () => system?.hasten(),
  );
  system = await step('启动数据库、消息和各服务', 'Starting database, messaging and services', () =>
    startLocalSystem({ dataDir, env: process.env, log: warn, signal: giveUp.signal }),
  );
  if (stopping) await stop();
  await loadDemoCity(system, { signal: giveUp.signal });
  const seconds = Math.round((Date.now() - Number(process.env.GUANTONG_STARTED_AT)) / 1000);
  const { gatewayUrl, smsGateway } = system;
  say(welcome({ gatewayUrl, smsUrl: smsGateway?.url, dataDir, seconds, secondFactor: process.env.SECOND_FACTOR }));
} catch (error) {
  if (!stopping) {
    await system?.stop().catch(() => {});
    fail(error);
  } else if (!system) {
    say('  已停止。  Stopped.');
    process.exit(0);
  }
}
