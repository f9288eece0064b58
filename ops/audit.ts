import { appendFile, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import {
  type ChainFault,
  type ChainPage,
  CountAuditEntries,
  GetAuditSeal,
  VerifyAuditChain,
} from '@guantong/contracts';
import { type OpsCommand, type OpsContext, WrongUsage } from './command.js';

/** Some 20 ms of the service's time each. */
const SEALS_A_PAGE = 2000;
const ENTRIES_A_PAGE = 20_000;

const FAULTS: Record<ChainFault, { zh: string; en: string }> = {
  SEAL_MISSING: { zh: '封印缺失（被删除）', en: 'its seal is missing (deleted)' },
  ENTRY_MISSING: { zh: '记录缺失（被删除）', en: 'the entry is missing (deleted)' },
  ENTRY_CHANGED: {
    zh: '记录与封印不符（被改动、调换或插入）',
    en: 'the entry is not what was sealed (changed, swapped or put in)',
  },
  BACKDATED: {
    zh: '时间早于之前的记录（事后补插）',
    en: 'it claims to be older than those before it (put in afterwards)',
  },
};

interface Anchor {
  seq: number;
  hash: string;
}

/** The audit log: whether it is still what was written. */
export const audit: OpsCommand = {
  name: 'audit',
  about: { zh: '审计日志：核对有没有被改动', en: 'the audit log: whether anybody has touched it' },
  usages: [
    {
      call: 'audit verify [--anchor <file>]',
      zh: '重新计算整条哈希链，指出第一条被改、被删、被插或被调换的记录。--anchor 与文件中以前的链头比对（删掉末尾只有这样才看得出），无误后把现在的链头追加进去；文件请存到别的机器上。',
      en: 'Computes the whole hash chain anew and names the first entry that was changed, removed, put in or swapped. With --anchor, compares with earlier heads in the file (a tail that was cut off shows in no other way), then adds the present one; keep the file on another machine.',
    },
  ],

  run(args, context) {
    const { values, positionals } = parse(args);
    if (positionals.length !== 1 || positionals[0] !== 'verify') {
      throw new WrongUsage('请说明要做什么：verify。', 'Say what to do: verify.');
    }
    return verify(context, values.anchor);
  },
};

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { anchor: { type: 'string' } } });
  } catch (error) {
    throw new WrongUsage('参数有误。', error instanceof Error ? error.message : String(error));
  }
}

async function verify(context: OpsContext, anchorFile: string | undefined): Promise<number> {
  const anchors = anchorFile === undefined ? [] : await readAnchors(anchorFile);
  const chain = await walk(context);
  if (chain.broken) {
    const { seq, entryId, fault } = chain.broken;
    const { zh, en } = FAULTS[fault];
    context.complain(`审计链在第 ${seq} 条断开（记录编号 ${entryId ?? '不详'}）：${zh}。之前的 ${seq - 1} 条无误。`);
    context.complain(
      `The chain breaks at number ${seq} (entry ${entryId ?? 'unknown'}): ${en}. The ${seq - 1} before it are right.`,
    );
    return 1;
  }
  const stray = await count(context);
  if (stray.strayId !== null) {
    context.complain(`记录 ${stray.strayId} 既未封印也不在待封队列：不是由系统写入的，或封印被删除。`);
    context.complain(
      `Entry ${stray.strayId} is neither sealed nor waiting: it did not come in through the service, or its seal was deleted.`,
    );
    return 1;
  }
  const lost = await firstLost(context, anchors, chain);
  if (lost) {
    context.complain(`链头与锚文件不符：第 ${lost.seq} 条曾是 ${lost.hash}，现在不是。末尾被删除，或整条链被重写。`);
    context.complain(
      `The chain is not the one in the anchor file: number ${lost.seq} was ${lost.hash} and is not now. The tail was cut off, or all of it rewritten.`,
    );
    return 1;
  }
  context.print(`审计链完整：${chain.lastSeq} 条已封印，${stray.waiting} 条待封印（通常几秒内完成）。`);
  context.print(`The chain is whole: ${chain.lastSeq} sealed, ${stray.waiting} waiting (for seconds, as a rule).`);
  context.print(`${chain.lastSeq} ${chain.lastHash}`);
  if (anchorFile !== undefined && chain.lastSeq > (anchors.at(-1)?.seq ?? 0)) {
    const head: Anchor & { at: string } = { seq: chain.lastSeq, hash: chain.lastHash, at: new Date().toISOString() };
    await appendFile(anchorFile, `${JSON.stringify(head)}\n`);
  }
  return 0;
}

async function walk(context: OpsContext): Promise<ChainPage> {
  let page: ChainPage = { checked: 0, lastSeq: 0, lastHash: '0'.repeat(64), latestAt: null, broken: null };
  do {
    page = await context.call(VerifyAuditChain, {
      afterSeq: page.lastSeq,
      afterHash: page.lastHash,
      ...(page.latestAt !== null && { latestAt: page.latestAt }),
      limit: SEALS_A_PAGE,
    });
  } while (!page.broken && page.checked === SEALS_A_PAGE);
  return page;
}

async function count(context: OpsContext): Promise<{ waiting: number; strayId: string | null }> {
  let waiting = 0;
  for (let afterId: number | null = 0; afterId !== null;) {
    const part: Awaited<ReturnType<typeof countAfter>> = await countAfter(context, afterId);
    if (part.strayId !== null) return { waiting, strayId: part.strayId };
    waiting += part.waiting;
    afterId = part.lastId;
  }
  return { waiting, strayId: null };
}

const countAfter = (context: OpsContext, afterId: number) =>
  context.call(CountAuditEntries, { afterId, limit: ENTRIES_A_PAGE });

async function firstLost(
  context: OpsContext,
  anchors: readonly Anchor[],
  head: ChainPage,
): Promise<Anchor | undefined> {
  for (const anchor of anchors) {
    const { hash } = await context.call(GetAuditSeal, { seq: anchor.seq });
    if (hash !== anchor.hash || anchor.seq > head.lastSeq) return anchor;
  }
  return undefined;
}

/** @throws WrongUsage for a file that is there and is none of ours */
async function readAnchors(file: string): Promise<Anchor[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isNativeError(error) && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const anchor = asAnchor(line);
      if (!anchor) throw new WrongUsage(`“${file}”不是锚文件。`, `"${file}" is not an anchor file.`);
      return anchor;
    });
}

function asAnchor(line: string): Anchor | undefined {
  try {
    const { seq, hash } = JSON.parse(line) as Partial<Anchor>;
    return typeof seq === 'number' && seq > 0 && typeof hash === 'string' ? { seq, hash } : undefined;
  } catch {
    return undefined;
  }
}
