import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { startStack, type ServiceName, type Stack } from '../../scripts/stack.mjs';

const fake = path.resolve('tests/setup/fake-service.mjs');
const names: ServiceName[] = ['membership', 'content', 'distribution', 'feedback', 'gateway'];
const entries = Object.fromEntries(names.map((name) => [name, fake]));

const environmentOf = async (url: string) => (await (await fetch(`${url}/env`)).json()) as Record<string, string>;
const count = async (connectionString: string) => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query('select count(*)::int as n from kept')).rows[0].n as number;
  } finally {
    await client.end();
  }
};

describe('the stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ fast: true, restart: false, entries, env: { EXTRA: '1' } });
  }, 120_000);
  afterAll(() => stack.stop());

  it('runs every service as a process of its own, ready', async () => {
    const pids = names.map((name) => stack.services[name].pid);
    expect(new Set(pids).size).toBe(5);
    for (const name of names) expect((await fetch(`${stack.services[name].url}/health/ready`)).status).toBe(200);
  });

  it('tells each service its own database and keys, and nothing of the others', async () => {
    const membership = await environmentOf(stack.services.membership.url);
    const gateway = await environmentOf(stack.gatewayUrl);
    expect(membership.DATABASE_URL).toBe(stack.serviceDatabaseUrls.membership);
    expect(Buffer.from(membership.FIELD_ENCRYPTION_KEY!, 'base64')).toHaveLength(32);
    expect(Buffer.from(membership.BLIND_INDEX_KEY!, 'base64')).toHaveLength(32);
    expect(gateway).toMatchObject({ NATS_URL: stack.natsUrl, EXTRA: '1' });
    expect(gateway).not.toHaveProperty('DATABASE_URL');
    expect(gateway).not.toHaveProperty('FIELD_ENCRYPTION_KEY');
  });

  it('keeps its secrets from other users of the machine', () => {
    expect(statSync(path.join(stack.dataDir, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('lets a test kill a service and bring it back on the same port', async () => {
    const { content } = stack.services;
    const { pid, url } = content;
    await content.kill('SIGKILL');
    expect(content.pid).toBeUndefined();
    await content.restart();
    expect(content.pid).not.toBe(pid);
    expect(content.url).toBe(url);
  });

  it('loses nothing committed when PostgreSQL is killed', async () => {
    const url = stack.serviceDatabaseUrls.distribution;
    const client = new Client({ connectionString: url });
    client.on('error', () => {}); // the server dies under it
    await client.connect();
    await client.query('create table kept (id int)');
    for (let i = 0; i < 50; i++) await client.query('insert into kept values ($1)', [i]);
    await stack.postgres.kill('SIGKILL');
    await stack.postgres.restart();
    expect(await count(url)).toBe(50);
  });

  it('restarts NATS with its store, and without', async () => {
    const streams = path.join(stack.dataDir, 'nats/jetstream');
    await stack.nats.restart();
    expect(existsSync(streams)).toBe(true);
    await stack.nats.kill('SIGKILL');
    await stack.nats.restart({ wipeStore: true });
    expect(stack.nats.pid).toBeDefined();
  });

  it('starts a second copy of a service, with what it needs and what it is told', async () => {
    const replica = await stack.startReplica('feedback', { REPLICA: 'yes' });
    expect(replica.url).not.toBe(stack.services.feedback.url);
    expect(await environmentOf(replica.url)).toMatchObject({
      REPLICA: 'yes',
      DATABASE_URL: stack.serviceDatabaseUrls.feedback,
    });
    await replica.stop();
  });
});

describe('a stack that restarts what dies', () => {
  it('brings a service, NATS and PostgreSQL back, and removes its folder in the end', async () => {
    const said: string[] = [];
    const stack = await startStack({ fast: true, services: ['gateway'], entries, log: (m) => said.push(m) });
    for (const part of [stack.services.gateway, stack.nats, stack.postgres]) {
      const before = part.pid;
      await part.kill('SIGKILL');
      await part.ready({ ms: 15_000 });
      expect(part.pid).not.toBe(before);
    }
    expect(said).toHaveLength(3);
    await stack.stop();
    expect(existsSync(stack.dataDir)).toBe(false);
  });

  it('names the guilty service with its last log lines, and leaves nothing running', async () => {
    const failing = startStack({
      fast: true,
      restart: false,
      services: ['gateway', 'content'],
      entries,
      serviceEnv: { content: { DIE_AT_START: '1' } },
    });
    await expect(failing).rejects.toThrow(/content does not start\. Its last log lines are above/);
    await expect(failing).rejects.toMatchObject({ detail: expect.stringContaining('does not want to live') });
  });

  it('can be given up while it starts', async () => {
    const giveUp = new AbortController();
    const starting = startStack({
      fast: true,
      services: ['gateway'],
      entries,
      env: { READY_AFTER_MS: '60000' },
      signal: giveUp.signal,
    });
    setTimeout(() => giveUp.abort(), 2000);
    await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what a killed supervisor left behind', () => {
  it('is stopped before the same folder is used again, and the data is still there', async () => {
    const first = await startStack({ fast: true, restart: false, services: ['gateway'], entries });
    const client = new Client({ connectionString: first.serviceDatabaseUrls.content });
    await client.connect();
    await client.query('create table kept as select generate_series(1, 3) as id');
    await client.end();
    const left = [first.postgres.pid, first.nats.pid, first.services.gateway.pid];
    const said: string[] = [];
    const second = await startStack({
      dataDir: first.dataDir,
      fast: true,
      services: ['gateway'],
      entries,
      log: (m) => said.push(m),
    });
    expect(said.join('\n')).toMatch(/Stopped a PostgreSQL[^]*Stopped a nats-server/);
    expect([first.postgres.pid, first.nats.pid, first.services.gateway.pid]).toEqual([undefined, undefined, undefined]);
    expect([second.postgres.pid, second.nats.pid, second.services.gateway.pid]).not.toEqual(left);
    expect(await count(second.serviceDatabaseUrls.content)).toBe(3);
    expect(readFileSync(second.postgres.logFile, 'utf8')).toContain('ready to accept connections');
    await second.stop();
    await first.stop();
  });
});
