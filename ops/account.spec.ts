import { fail, type IssuedInvitation, type RpcDefinition } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { OpsContext } from './command.js';
import { COMMANDS } from './commands.js';
import { runOps } from './run-ops.js';

const ISSUED: IssuedInvitation = {
  ...{ accountId: newId(), login: 'admin', code: 'AAAAA-BBBBB-CCCCC-DDDDD', expiresAt: '2026-03-08T01:00:00.000Z' },
};

describe('npm run ops -- account rescue', () => {
  let lines: string[];
  let complaints: string[];
  let asked: { subject: string; request: object }[];

  const ops = (answer: () => IssuedInvitation, ...argv: string[]): Promise<number> => {
    lines = [];
    complaints = [];
    asked = [];
    const context: OpsContext = {
      call: async <Q extends object, A>({ subject }: RpcDefinition<Q, A>, request: Q) => {
        asked.push({ subject, request });
        return Promise.resolve(answer() as A);
      },
      callAs: () => Promise.reject(new Error('as the system only')),
      print: (line) => lines.push(line),
      complain: (line) => complaints.push(line),
      services: ['membership'],
    };
    return runOps(['account', ...argv], COMMANDS, context);
  };

  it('gives the code to set a new password with', async () => {
    expect(await ops(() => ISSUED, 'rescue', 'admin')).toBe(0);
    expect(asked).toEqual([{ subject: 'cmd.membership.staff-account.rescue.v1', request: { login: 'admin' } }]);
    expect(lines.join('\n')).toContain(ISSUED.code);
  });

  it('says when there is no such account', async () => {
    const nobody = () => {
      throw fail('NOT_FOUND');
    };
    expect(await ops(nobody, 'rescue', 'nobody')).toBe(1);
    expect(complaints.join()).toContain('nobody');
  });

  it.each([[['rescue']], [['rescue', 'a', 'b']], [['open', 'a']], [[]]])(
    'says how to call it after %j',
    async (argv) => {
      expect(await ops(() => ISSUED, ...argv)).toBe(64);
      expect(asked).toEqual([]);
    },
  );
});
