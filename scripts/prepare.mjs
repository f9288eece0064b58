// What every command needs before it can do its own work, also in a fresh clone with nothing but Node and npm.
import { build } from './build.mjs';
import { provideNatsServer } from './fetch-nats-server.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { ensurePinnedNode } from './pinned-node.mjs';

/** Installs, changes over to the pinned Node, fetches nats-server, builds. Returns the path of nats-server. */
export async function prepare({ needsNats = true } = {}) {
  const justInstalled = await installDependencies();
  await ensurePinnedNode({ justInstalled });
  const natsServer = needsNats ? await provideNatsServer() : undefined;
  await build();
  return { natsServer };
}
