import type { RpcDefinition, TreeCheckResult } from '@guantong/contracts';
import type { OpsContext } from './command.js';
import { COMMANDS } from './commands.js';
import { runOps } from './run-ops.js';

const FAULT = { unitId: '0', code: 'FT-01', name: '看丹街道总工会', what: 'path', is: 'a/b', ought: 'a/c/b' } as const;

describe('npm run ops -- tree check', () => {
  let lines: string[];
  let complaints: string[];
  let asked: { subject: string; request: object }[];

  const ops = (answer: TreeCheckResult, ...argv: string[]): Promise<number> => {
    lines = [];
    complaints = [];
    asked = [];
    const context: OpsContext = {
      call: <Q extends object, A>({ subject }: RpcDefinition<Q, A>, request: Q) => {
        asked.push({ subject, request });
        return Promise.resolve(answer as A);
      },
      callAs: () => Promise.reject(new Error('as the system only')),
      print: (line) => lines.push(line),
      complain: (line) => complaints.push(line),
      services: ['membership'],
    };
    return runOps(['tree', ...argv], COMMANDS, context);
  };

  it('says that all is right, and ends well', async () => {
    expect(await ops({ units: 7, found: 0, faults: [], repaired: 0 }, 'check')).toBe(0);
    expect(lines).toEqual(['7 个组织，全部相符。 · 7 units, all is right.']);
    expect(asked).toEqual([{ subject: 'cmd.membership.tree.check.v1', request: { repair: false } }]);
  });

  it('lists what disagrees plainly, and ends badly until it is mended', async () => {
    expect(await ops({ units: 7, found: 1, faults: [FAULT], repaired: 0 }, 'check')).toBe(1);
    expect(lines.join('\n')).toMatch(/FT-01 +看丹街道总工会 +路径 path +a\/b +a\/c\/b/);
    expect(lines.join('\n')).toContain('--repair');
    expect(await ops({ units: 7, found: 1, faults: [FAULT], repaired: 1 }, 'check', '--repair')).toBe(0);
    expect(asked[0]?.request).toEqual({ repair: true });
    expect(lines).toContain('已修复 1 处。 · 1 mended.');
  });

  it('says when something is left for a person', async () => {
    expect(await ops({ units: 7, found: 2, faults: [FAULT], repaired: 1 }, 'check', '--repair')).toBe(1);
    expect(complaints.join()).toContain('须由人判断');
  });

  it.each([[['chop']], [['check', 'more']], [['check', '--mend']], [[]]])(
    'explains itself when called as %j',
    async (argv) => {
      expect(await ops({ units: 0, found: 0, faults: [], repaired: 0 }, ...argv)).toBe(64);
      expect(complaints.join('\n')).toContain('tree check --repair');
      expect(asked).toEqual([]);
    },
  );
});
