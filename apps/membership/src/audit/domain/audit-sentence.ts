import {
  type Actor,
  AUDIT_ACTIONS,
  type AuditAction,
  MEMBERSHIP_CHANGE_NAMES,
  ROLE_NAMES,
  TRANSFER_STATE_NAMES,
} from '@guantong/contracts';

export interface AuditWords {
  action: AuditAction;
  actorKind: Actor['kind'];
  who: string | undefined;
  actingFor: string | undefined;
  unit: string | undefined;
  detail: Readonly<Record<string, string | number | null>>;
}

/** When there is no name: a worker's is not shown to those who read the log. */
const NAMELESS: Record<Actor['kind'], string> = {
  STAFF: '工作人员',
  WORKER: '职工本人',
  ANONYMOUS: '未登录者',
  SYSTEM: '系统',
};

/** Words of the detail that are shown in Chinese. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  ...chineseOf(ROLE_NAMES),
  ...chineseOf(MEMBERSHIP_CHANGE_NAMES),
  ...chineseOf(TRANSFER_STATE_NAMES),
  WORKDAY: '工作日',
  REST_DAY: '休息日',
};

function chineseOf(names: Readonly<Record<string, { zh: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([word, { zh }]) => [word, zh]));
}

/** What an entry says, in plain Chinese. */
export function sentenceOf({ action, actorKind, who, actingFor, unit, detail }: AuditWords): string {
  const actor = `${who ?? NAMELESS[actorKind]}${detail['tokenId'] ? '的程序' : ''}`;
  const words: Record<string, string | number | null> = {
    role: '任职', // of several at once
    ...detail,
    who: actingFor ? `${actor}（代${actingFor}）` : actor,
    unit: unit ?? '',
  };
  return AUDIT_ACTIONS[action].zh.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = String(words[name] ?? '');
    return IN_CHINESE[word] ?? word;
  });
}
