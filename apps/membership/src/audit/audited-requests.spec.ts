import { globSync, readFileSync } from 'node:fs';
import { ALL_AUDIT_ACTIONS, allRpcs, AUDIT_ACTIONS, type RpcDefinition } from '@guantong/contracts';
import { AUDITED_REQUESTS, type AuditRule } from './audited-requests.js';
import { sentenceOf } from './domain/audit-sentence.js';

const ours = allRpcs().filter(({ service }) => service === 'membership');

/** Commands without a line, and lines without a request. */
function gaps(definitions: readonly Pick<RpcDefinition, 'subject' | 'isCommand'>[], rules: Record<string, AuditRule>) {
  const subjects = new Set(definitions.map(({ subject }) => subject));
  return [
    ...definitions
      .filter(({ isCommand, subject }) => isCommand && !rules[subject])
      .map(({ subject }) => `${subject} does not say what it leaves in the audit log`),
    ...Object.keys(rules)
      .filter((subject) => !subjects.has(subject))
      .map((subject) => `${subject} does not exist`),
  ];
}

/** Commands that messaging gives to every service act on messages, not on the tree, the roster or roles. */
const isMessaging = (subject: string): boolean => /^(cmd|qry)\.\w+\.(dead-letter|messaging|outbox)/.test(subject);

describe('what goes into the audit log', () => {
  it('is said of every command of this service', () => {
    expect(ours.length).toBeGreaterThan(20);
    expect(
      gaps(
        ours.filter(({ subject }) => !isMessaging(subject)),
        { ...AUDITED_REQUESTS },
      ),
    ).toEqual([]);
  });

  it('would be found out (the control): a new command, a line that leads nowhere', () => {
    expect(
      gaps(
        [
          { subject: 'cmd.x', isCommand: true },
          { subject: 'qry.y', isCommand: false },
        ],
        { z: [] },
      ),
    ).toEqual(['cmd.x does not say what it leaves in the audit log', 'z does not exist']);
  });

  it('is written by somebody: every action has a call, and none is written that no request stands for', () => {
    const sources = globSync('apps/membership/src/**/*.ts')
      .filter((file) => !/\.spec\.ts$|\/testing\/|audited-requests|audit-sentence/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(ALL_AUDIT_ACTIONS.filter((action) => !sources.includes(`'${action}'`))).toEqual([]);
    const declared = new Set(Object.values(AUDITED_REQUESTS).flatMap((rule) => ('notAudited' in rule ? [] : rule)));
    expect(ALL_AUDIT_ACTIONS.filter((action) => !declared.has(action))).toEqual([]);
  });

  it('can be read in Chinese, and names deputy and principal wherever it names anybody', () => {
    const detail = { role: 'cadre', count: 3, date: '2026-10-01', kind: 'REST_DAY' };
    for (const action of ALL_AUDIT_ACTIONS) {
      const text = sentenceOf({ action, actorKind: 'STAFF', who: '张三', actingFor: '李四', unit: '某工会', detail });
      expect(text).toMatch(/。$/);
      expect(text).not.toMatch(/[{}]/);
      expect(text.includes('张三（代李四）')).toBe(AUDIT_ACTIONS[action].zh.includes('{who}'));
    }
  });
});
