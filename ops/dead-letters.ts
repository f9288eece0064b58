import { parseArgs } from 'node:util';
import {
  DeadLetterList,
  DeadLetterReplay,
  DeadLetterShow,
  type DeadLetterSummary,
  isServiceName,
  type ServiceName,
} from '@guantong/contracts';
import { DomainError, isUuid } from '@guantong/platform';
import { type OpsCommand, type OpsContext, WrongUsage } from './command.js';
import { shortened, table } from './table.js';

const PAGE = 100;

/** Messages that a service has given up on: look at them, and give them to their handlers again. */
export const deadLetters: OpsCommand = {
  name: 'dead-letters',
  about: { zh: '死信：处理不了、留待查看的消息', en: 'messages that could not be handled and wait for somebody' },
  usages: [
    {
      call: 'dead-letters list [--service content] [--replayed]',
      zh: '列出未处理的死信；--replayed 连同已重放的一起列出。',
      en: 'Lists the open ones; with --replayed also those that have been replayed.',
    },
    { call: 'dead-letters show <id>', zh: '显示一封死信的全部内容。', en: 'Shows all of one.' },
    {
      call: 'dead-letters replay <id>',
      zh: '问题解决后，把它重新交给原来的处理程序（可以重复执行，不会重复生效）。',
      en: 'Gives it to its handler once more, when the cause is mended. Harmless to repeat.',
    },
    {
      call: 'dead-letters replay --all [--service content]',
      zh: '重放全部未处理的死信。',
      en: 'Replays every open one.',
    },
  ],

  run(args, context) {
    const { values, positionals } = parse(args);
    const services = servicesOf(values.service, context);
    const [action, id, ...more] = positionals;
    if (more.length > 0) throw new WrongUsage('参数太多。', 'Too many arguments.');
    if (action === 'list' && id === undefined) return list(context, services, values.replayed);
    if (action === 'show') return show(context, services, requireId(id));
    if (action === 'replay' && values.all && id === undefined) return replayAll(context, services);
    if (action === 'replay') return replay(context, services, requireId(id));
    throw new WrongUsage('请说明要做什么：list、show 或 replay。', 'Say what to do: list, show or replay.');
  },
};

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        service: { type: 'string' },
        all: { type: 'boolean', default: false },
        replayed: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongUsage('参数有误。', error instanceof Error ? error.message : String(error));
  }
}

function servicesOf(name: string | undefined, context: OpsContext): readonly ServiceName[] {
  if (name === undefined) return context.services;
  if (!isServiceName(name)) {
    const known = context.services.join(', ');
    throw new WrongUsage(
      `没有“${name}”这个服务，可选：${known}。`,
      `There is no service "${name}". There are: ${known}.`,
    );
  }
  return [name];
}

function requireId(id: string | undefined): string {
  if (!isUuid(id))
    throw new WrongUsage('请给出死信编号（用 list 查看）。', 'Give the id of a dead letter; list shows them.');
  return id;
}

/** Every dead letter of the services that answer. Those that do not are named on standard error. */
async function collect(context: OpsContext, services: readonly ServiceName[], replayed: boolean) {
  const found: { service: ServiceName; letter: DeadLetterSummary }[] = [];
  let silent = 0;
  for (const service of services) {
    try {
      let after: string | null = null;
      do {
        const request = { replayed, limit: PAGE, ...(after !== null && { after }) };
        const page: { items: DeadLetterSummary[]; next: string | null } = await context.call(
          DeadLetterList[service],
          request,
        );
        found.push(...page.items.map((letter) => ({ service, letter })));
        after = page.next;
      } while (after !== null);
    } catch (error) {
      if (!isSilence(error)) throw error;
      silent++;
      context.complain(
        `${service} 没有应答，它的死信不在其中。 · ${service} does not answer; its dead letters are missing here.`,
      );
    }
  }
  return { found, silent };
}

const isSilence = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'SERVICE_UNAVAILABLE' || error.code === 'SERVICE_TIMEOUT');

async function list(context: OpsContext, services: readonly ServiceName[], replayed: boolean): Promise<number> {
  const { found, silent } = await collect(context, services, replayed);
  const rows = found.map(({ letter }) => [
    letter.id,
    letter.consumer,
    letter.diedAt.slice(0, 19),
    String(letter.deliveries),
    letter.replayedAt?.slice(0, 19) ?? '-',
    shortened(letter.reason, 100),
  ]);
  if (rows.length === 0 && silent === 0) context.print('没有死信。 · No dead letters.');
  if (rows.length > 0) {
    for (const line of table(['编号 id', '处理程序 handler', '时间 time (UTC)', '次数', '已重放', '原因 reason'], rows))
      context.print(line);
    context.print(`共 ${rows.length} 封。 · ${rows.length} in all.`);
  }
  return silent > 0 ? 1 : 0;
}

/** Asks one service after the other for the letter; an id says nothing about where it belongs. */
async function inWhoever<A>(
  context: OpsContext,
  services: readonly ServiceName[],
  ask: (service: ServiceName) => Promise<A>,
): Promise<A> {
  let last: unknown;
  for (const service of services) {
    try {
      return await ask(service);
    } catch (error) {
      const elsewhere = error instanceof DomainError && error.code === 'NOT_FOUND';
      if (!elsewhere && !isSilence(error)) throw error;
      if (!elsewhere) context.complain(`${service} 没有应答。 · ${service} does not answer.`);
      last = error;
    }
  }
  throw last;
}

async function show(context: OpsContext, services: readonly ServiceName[], id: string): Promise<number> {
  const letter = await inWhoever(context, services, (service) => context.call(DeadLetterShow[service], { id }));
  const lines: [string, string][] = [
    ['编号 id', letter.id],
    ['处理程序 handler', letter.consumer],
    ['主题 subject', letter.subject],
    ['事件 event', letter.eventId ?? '-'],
    ['时间 time', letter.diedAt],
    ['投递次数 deliveries', String(letter.deliveries)],
    ['字节 bytes', String(letter.bytes)],
    ['已重放 replayed', letter.replayedAt ?? '-'],
    ['原因 reason', letter.reason],
    ...Object.entries(letter.headers).map(([name, value]): [string, string] => [`  ${name}`, value]),
  ];
  for (const line of table(['', ''], lines).slice(2)) context.print(line);
  context.print('');
  context.print(letter.payload);
  return 0;
}

async function replay(context: OpsContext, services: readonly ServiceName[], id: string): Promise<number> {
  const answer = await inWhoever(context, services, (service) => context.call(DeadLetterReplay[service], { id }));
  if (answer.outcome === 'DONE') context.print(`${id} 已重放。 · Replayed.`);
  if (answer.outcome === 'ALREADY_DONE') context.print(`${id} 早已处理过，无需再做。 · Had been done already.`);
  if (answer.outcome === 'FAILED') context.complain(`${id} 仍然失败 · still fails: ${answer.reason ?? ''}`);
  return answer.outcome === 'FAILED' ? 1 : 0;
}

async function replayAll(context: OpsContext, services: readonly ServiceName[]): Promise<number> {
  const { found, silent } = await collect(context, services, false);
  let failed = 0;
  for (const { service, letter } of found) failed += await replay(context, [service], letter.id);
  context.print(
    `共 ${found.length} 封，成功 ${found.length - failed} 封。 · ${found.length - failed} of ${found.length} replayed.`,
  );
  return failed + silent > 0 ? 1 : 0;
}
