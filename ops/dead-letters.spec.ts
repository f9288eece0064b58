import { type Envelope, SYSTEM } from '@guantong/contracts';
import { EventHandler, type HandlesEvent, RpcClient } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { eventually } from '@guantong/testing';
import { type MessagingBench, messagingBench } from '../libs/messaging/testing/messaging-bench.js';
import { effects, leaveEffect, Noted, type NotedV1 } from '../libs/messaging/testing/noted.js';
import { startTestService, type TestService } from '../libs/messaging/testing/test-service.js';
import type { OpsContext } from './command.js';
import { COMMANDS } from './commands.js';
import { runOps } from './run-ops.js';

let broken = true;
@EventHandler(Noted, 'file:///on-noted.ts', { maxTries: 1 })
class OnNotedBroken implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx) {
    if (broken) throw new Error('尚未修好');
    await leaveEffect(tx, event.data.n);
  }
}

describe('npm run ops -- dead-letters', () => {
  let bench: MessagingBench;
  let service: TestService;
  let out: string[];
  let complaints: string[];
  let context: OpsContext;

  beforeAll(async () => {
    bench = await messagingBench();
    service = await startTestService({
      databaseUrl: bench.databaseUrl,
      natsUrl: bench.broker.url,
      providers: [OnNotedBroken],
    });
    await service.note(1, 2);
  });
  beforeEach(() => {
    const rpc = service.app.get(RpcClient);
    out = [];
    complaints = [];
    context = {
      call: (definition, request) => rpc.call(definition, request, SYSTEM),
      callAs: (actor, definition, request) => rpc.call(definition, request, actor),
      print: (line) => out.push(line),
      complain: (line) => complaints.push(line),
      services: ['membership', 'content'],
    };
  });
  afterAll(async () => {
    await service.close();
    await bench.close();
  });
  const ops = (...argv: string[]) => runOps(argv, COMMANDS, context);
  const listedIds = () => out.flatMap((line) => /^[0-9a-f]{8}-[0-9a-f-]{27}/.exec(line)?.[0] ?? []);

  it('lists them as a table, and names the services that do not answer', async () => {
    await eventually(async () => {
      out = [];
      await ops('dead-letters', 'list');
      expect(listedIds()).toHaveLength(2);
    });
    expect(out[0]).toMatch(/^编号 id +处理程序 handler +时间/);
    expect(out[2]).toMatch(/content-on-noted .*尚未修好/);
    expect(out.at(-1)).toBe('共 2 封。 · 2 in all.');
    expect(complaints[0]).toMatch(/membership does not answer/);
    expect(await ops('dead-letters', 'list', '--service', 'content')).toBe(0);
  });

  it('shows one, replays it when it is mended, and then the rest', async () => {
    await ops('dead-letters', 'list', '--service', 'content');
    const [first = ''] = listedIds();
    expect(await ops('dead-letters', 'show', first)).toBe(0);
    expect(out.join('\n')).toMatch(/主题 subject +evt\.content\.test\.noted\.v1/);
    expect(out.at(-1)).toMatch(/"data":\{"n":[12]/);
    expect(await ops('dead-letters', 'replay', first)).toBe(1);
    expect(complaints.at(-1)).toContain('still fails: Error: 尚未修好');
    broken = false;
    expect(await ops('dead-letters', 'replay', first)).toBe(0);
    expect(await effects(service.database)).toHaveLength(1);
    expect(await ops('dead-letters', 'replay', '--all', '--service', 'content')).toBe(0);
    expect(out.at(-1)).toBe('共 1 封，成功 1 封。 · 1 of 1 replayed.');
    expect(await effects(service.database)).toEqual([1, 2]);
    expect(await ops('dead-letters', 'list', '--service', 'content')).toBe(0);
    expect(out.at(-1)).toBe('没有死信。 · No dead letters.');
  });

  it.each([
    [[], 64, 'out', 'npm run ops -- dead-letters list'],
    [['help'], 0, 'out', 'npm run ops -- dead-letters list'],
    [['dead-leters'], 64, 'complaints', 'There is no command "dead-leters".'],
    [['dead-letters'], 64, 'complaints', 'Say what to do: list, show or replay.'],
    [['dead-letters', 'show', '7'], 64, 'complaints', 'Give the id of a dead letter; list shows them.'],
    [
      ['dead-letters', 'list', '--service', 'mail'],
      64,
      'complaints',
      'There is no service "mail". There are: membership, content.',
    ],
    [['dead-letters', 'list', '--colour'], 64, 'complaints', "Unknown option '--colour'"],
    [
      ['dead-letters', 'show', '00000000-0000-0000-0000-000000000000', '--service', 'content'],
      1,
      'complaints',
      'NOT_FOUND',
    ],
  ] as const)('called as %j ends with %d and says what is wrong', async (argv, code, where, text) => {
    expect(await ops(...argv)).toBe(code);
    expect((where === 'out' ? out : complaints).join('\n')).toContain(text);
  });
});
