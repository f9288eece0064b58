import {
  CASE_KIND_NAMES,
  CASE_STATE_NAMES,
  CORRECTION_STATE_NAMES,
  EMPLOYMENT_FORM_NAMES,
  MEMBERSHIP_CHANGE_NAMES,
  REACH_WAY_NAMES,
  SCHOOLING_NAMES,
  TRANSFER_STATE_NAMES,
} from '@guantong/contracts';
import { escapeHtml } from '../docs/page.js';
import type { OwnExport } from './own-export.js';

/** In the page itself: it is kept as one file, read without a network, and printed. */
const CSS = `
body { font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222; max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; color: #b3261e; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #ddd; }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; } p { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f5f3ee; font-weight: 600; } .none { color: #666; }
@media print { body { padding: 0; font-size: 11pt; } tr, .case { break-inside: avoid; } }`;

const DATE_TIME = new Intl.DateTimeFormat('zh-CN', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Asia/Shanghai',
});
const when = (iso: string | null): string => (iso ? DATE_TIME.format(new Date(iso)) : '');
const yesNo = (value: boolean): string => (value ? '是' : '否');
const orNone = (text: string | null): string => text ?? '（没有登记）';

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? '<p class="none">没有记录。</p>'
    : `<table><thead><tr>${headings.map((h) => `<th>${h}</th>`).join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;
const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<table>${rows.map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`).join('')}</table>`;
const section = (title: string, content: string): string => `<h2>${title}</h2>\n${content}\n`;

/** The export as a page for people: plain Chinese, complete in itself, without scripts. */
export function exportPage({ exportedAt, held, cases, inbox }: OwnExport): string {
  const { record, preferences } = held;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>我的资料</title><style>${CSS}</style></head><body>
<h1>我的资料</h1>
<p>这是系统里保存的与您有关的全部内容，生成于${when(exportedAt)}。只有您本人能得到这一页，请妥善保管。</p>
${section(
  '基本资料',
  facts([
    ['姓名', record.name],
    ['性别', record.sex === 'M' ? '男' : '女'],
    ['出生日期', record.birthDate],
    ['手机号', orNone(record.phone)],
    ['京卡号', orNone(record.cardNumber)],
    ['文化程度', SCHOOLING_NAMES[record.schooling]],
    ['工种', record.trade || '（没有登记）'],
    ['用工形式', EMPLOYMENT_FORM_NAMES[record.employmentForm]],
    ['有智能手机', yesNo(record.hasSmartphone)],
    ['阅读有困难', yesNo(record.readingDifficulty)],
    ['其他语言', record.languages.join('、') || '（没有登记）'],
    ['所在工会', record.breadcrumbs.map((unit) => unit.name).join(' › ')],
  ]),
)}${section(
    '联系方式与选择',
    facts([
      ['希望怎样联系', preferences.reachBy.map((way) => REACH_WAY_NAMES[way]).join('、') || '（没有选择）'],
      [
        '免打扰时间',
        preferences.quietFrom ? `${preferences.quietFrom} 至 ${preferences.quietUntil ?? ''}` : '（没有设定）',
      ],
      ['不用于画像', yesNo(preferences.noProfiling)],
    ]),
  )}${section(
    '加入过的工会',
    table(
      ['工会', '关系', '从', '到', '开始方式', '结束原因'],
      held.unions.map((stay) => [
        stay.unit.name,
        stay.primary ? '主要' : '兼入',
        when(stay.since),
        stay.until ? when(stay.until) : '至今',
        MEMBERSHIP_CHANGE_NAMES[stay.begunAs].zh,
        stay.endedAs ? MEMBERSHIP_CHANGE_NAMES[stay.endedAs].zh : '',
      ]),
    ),
  )}${section(
    '转会',
    table(
      ['转到', '申请时间', '结果', '理由'],
      held.transfers.map((t) => [t.to.name, when(t.askedAt), TRANSFER_STATE_NAMES[t.state].zh, t.reason ?? '']),
    ),
  )}${section(
    '更正申请',
    table(
      ['时间', '要改成', '结果', '工会的说明'],
      held.corrections.map((c) => [
        when(c.askedAt),
        Object.values(c.fields).map(String).join('；') + (c.note ? `（${c.note}）` : ''),
        CORRECTION_STATE_NAMES[c.state].zh,
        c.reason ?? '',
      ]),
    ),
  )}${section(
    '我同意过的说明',
    table(
      ['说明', '版本', '同意时间', '撤回时间'],
      held.consents.map((c) => [c.title, String(c.version), when(c.givenAt), when(c.withdrawnAt)]),
    ),
  )}${section(
    '登录',
    table(
      ['登录时间', '最近使用', '有效期至'],
      held.sessions.map((s) => [when(s.openedAt), when(s.lastSeenAt), when(s.expiresAt)]),
    ),
  )}${section(
    '谁处理或查看过我的资料',
    table(
      ['时间', '事项', '方式'],
      held.done.map((d) => [when(d.at), d.sentence, d.onBehalf ? '代您办理' : '']),
    ),
  )}${section('我的诉求', casesOf(cases))}${section(
    '收到的内容',
    table(
      ['标题', '发布单位', '收到时间', '已读', '已签收'],
      inbox.map((item) => [
        item.title,
        item.publishedBy.name,
        when(item.openedAt),
        yesNo(item.read),
        yesNo(item.confirmed),
      ]),
    ),
  )}</body></html>
`;
}

function casesOf(cases: OwnExport['cases']): string {
  if (cases.length === 0) return '<p class="none">没有记录。</p>';
  return cases
    .map(
      (
        c,
      ) => `<div class="case"><h3>${escapeHtml(c.number)}　${CASE_KIND_NAMES[c.kind].zh}　${CASE_STATE_NAMES[c.state].zh}</h3>
<p>${escapeHtml(c.submittedOn)} 提交，现由${escapeHtml(c.owner.name)}办理</p>
<p>${escapeHtml(c.text)}</p>
${c.replies.map((reply) => `<p>答复：${escapeHtml(reply.text)}</p>`).join('\n')}</div>`,
    )
    .join('\n');
}
