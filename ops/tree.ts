import { parseArgs } from 'node:util';
import { CheckTree, type TreeCheckResult, type TreeFaultKind } from '@guantong/contracts';
import { type OpsCommand, type OpsContext, WrongUsage } from './command.js';
import { shortened, table } from './table.js';

/** Every unit and every worker is read; measured with 45,000 units and 5 million workers: some seconds. */
const DEADLINE_MS = 60_000;

const FAULT_NAMES: Record<TreeFaultKind, string> = {
  path: '路径 path',
  tier: '层级 tier',
  kind: '类型 kind',
  unreachable: '脱离 unreachable',
  version: '历史 history',
  tally: '下级计数 counts below',
  workers: '会员计数 members',
};

/** The tree of units against what it is derived from: the units above, the workers, the history. */
export const tree: OpsCommand = {
  name: 'tree',
  about: { zh: '组织树：核对和修复', en: 'the tree of units: check it, mend it' },
  usages: [
    {
      call: 'tree check',
      zh: '核对每个组织的路径、层级、历史和计数，列出不符之处；有不符时退出码为 1。',
      en: 'Compares path, tier, history and counts of every unit, and lists what disagrees; exit code 1 if anything does.',
    },
    {
      call: 'tree check --repair',
      zh: '同时修复：按上级关系改正路径和层级，重新计数，并通知其他服务（可以重复执行）。',
      en: 'Mends it as well: paths and tiers by the units above, counts anew, and tells the other services. Harmless to repeat.',
    },
  ],

  async run(args, context) {
    const { values, positionals } = parse(args);
    if (positionals.length !== 1 || positionals[0] !== 'check') {
      throw new WrongUsage('请说明要做什么：check。', 'Say what to do: check.');
    }
    const result = await context.call(CheckTree, { repair: values.repair }, DEADLINE_MS);
    show(context, result, values.repair);
    return result.found > result.repaired ? 1 : 0;
  },
};

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { repair: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new WrongUsage('参数有误。', error instanceof Error ? error.message : String(error));
  }
}

function show(context: OpsContext, { units, found, faults, repaired }: TreeCheckResult, repair: boolean): void {
  if (found === 0) {
    context.print(`${units} 个组织，全部相符。 · ${units} units, all is right.`);
    return;
  }
  const rows = faults.map(({ code, name, what, is, ought }) => [
    code,
    shortened(name, 24),
    FAULT_NAMES[what],
    shortened(is, 60),
    shortened(ought, 60),
  ]);
  for (const line of table(['编码 code', '名称 name', '何处 what', '现为 is', '应为 ought to be'], rows))
    context.print(line);
  context.print(`${units} 个组织，不符 ${found} 处。 · ${units} units, ${found} faults.`);
  if (repair) context.print(`已修复 ${repaired} 处。 · ${repaired} mended.`);
  if (repair && repaired < found) {
    context.complain(
      '其余须由人判断：请改正上级组织或类型。 · The rest needs a person: correct the unit above, or the kind.',
    );
  }
  if (!repair) context.print('修复：npm run ops -- tree check --repair · To mend it: the same with --repair');
}
