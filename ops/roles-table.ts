import {
  GIVEN_WITHOUT_HOLDING,
  PERMISSION_NAMES,
  PERMISSIONS,
  type Reach,
  ROLE_NAMES,
  ROLE_PERMISSIONS,
  ROLE_PURPOSES,
  ROLES,
} from '@guantong/contracts';

const REACH: Record<Reach, string> = { UNIT: '本级 unit', SUBTREE: '本级及下级 subtree' };

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(headings),
  row(headings.map(() => '---')),
  ...rows.map(row),
];

/** The roles, and what each may do how far, as Markdown. Made from libs/contracts/vocabulary/roles.ts. */
export function rolesTable(): string {
  return [
    ...table(
      ['角色 role', '做什么 purpose', 'purpose (English)'],
      ROLES.map((role) => [`**${ROLE_NAMES[role].zh}** \`${role}\``, ROLE_PURPOSES[role].zh, ROLE_PURPOSES[role].en]),
    ),
    '',
    ...table(
      ['权限 permission', ...ROLES.map((role) => ROLE_NAMES[role].zh)],
      PERMISSIONS.map((permission) => [
        `${PERMISSION_NAMES[permission].zh} \`${permission}\`${GIVEN_WITHOUT_HOLDING.includes(permission) ? ' \\*' : ''}`,
        ...ROLES.map((role) => {
          const reach = ROLE_PERMISSIONS[role][permission];
          return reach ? REACH[reach] : '';
        }),
      ]),
    ),
  ].join('\n');
}

const BEGIN = '<!-- roles: made by npm run docs, do not edit -->';
const END = '<!-- /roles -->';

/** The document with the table as it now is. @throws when it has no place for it */
export function withRolesTable(document: string): string {
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (from < 0 || to < from) throw new Error('docs/roles.md has no place for the table');
  return `${document.slice(0, from + BEGIN.length)}\n\n${rolesTable()}\n\n${document.slice(to)}`;
}
