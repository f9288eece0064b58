import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Stack, startStack } from '../../scripts/stack.mjs';

describe('the demo', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ fast: true });
  }, 120_000);
  afterAll(() => stack?.stop());

  const run = (program: string, env: Record<string, string> = {}) =>
    new Promise<{ code: number | null; output: string }>((resolve, reject) => {
      const child = spawn(process.execPath, ['--enable-source-maps', `dist/demo/${program}.js`], {
        env: { ...process.env, ...stack.env, ...env },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output }));
    });

  it('says what to do while the city is not there yet', async () => {
    expect(await run('story/story')).toMatchObject({ code: 1, output: expect.stringContaining('演示城市还没有装好') });
  }, 60_000);

  it('loads the city, and again without changing anything', async () => {
    const first = await run('load/load-demo-city');
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('12000 人，新增 12000') });
    const again = await run('load/load-demo-city');
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('12000 人，新增 0') });
  }, 300_000);

  it('has an account for each kind of user, and each can log in', async () => {
    const accounts = JSON.parse(await readFile(path.join(stack.dataDir, 'demo-accounts.json'), 'utf8')) as Record<
      'kindZh' | 'kindEn' | 'login' | 'password',
      string
    >[];
    expect(accounts.length).toBeGreaterThanOrEqual(12);
    for (const { login, password, kindZh, kindEn } of accounts) {
      const response = await fetch(`${stack.gatewayUrl}/api/open/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, secret: password }),
      });
      expect([kindZh, kindEn, response.status]).toEqual([
        expect.stringMatching(/\p{Script=Han}/u),
        expect.stringMatching(/[a-z]/),
        201,
      ]);
    }
  }, 120_000);

  it('tells its story twice on the same system, every check as it should be', async () => {
    const told = { code: 0, output: expect.stringContaining('处核对全部相符') };
    expect(await run('story/story')).toMatchObject(told);
    expect(await run('story/story')).toMatchObject(told);
  }, 300_000);

  it('fails loudly when something is not as it should be (the control)', async () => {
    await stack.services.feedback.stop();
    const story = await run('story/story');
    expect(story).toMatchObject({
      code: 1,
      output: expect.stringMatching(/这一步不对.*报隐患[\s\S]*SERVICE_UNAVAILABLE/),
    });
  }, 90_000);
});
