// `npm test` brings its own database (and stops it on Ctrl-C); Jest run by itself, from an editor, gets one here.
import { findNatsServer } from '../../scripts/find-nats-server.mjs';
import { startTestDatabase } from '../../scripts/test-database.mjs';

export default async function globalSetup() {
  const natsServer = process.env.TEST_NATS_SERVER ?? findNatsServer();
  if (natsServer) process.env.TEST_NATS_SERVER = natsServer;
  if (process.env.TEST_DATABASE_URL) return;
  globalThis.testDatabase = await startTestDatabase();
  process.env.TEST_DATABASE_URL = globalThis.testDatabase.url;
}
