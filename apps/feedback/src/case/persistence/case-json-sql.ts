import { isoSql } from '../../iso-sql.js';

/** Parts of a case as JSON, made by the database: one query per answer. All of them are about the case `c`. */

/** A unit by its present name; null when there is none. */
const unitSql = (unitId: string): string => `(
  select json_build_object('unitId', u.unit_id, 'name', u.name, 'tier', u.tier) from unit_mirror u where u.unit_id = ${unitId})`;

const listSql = (object: string, order: string, from: string): string => `(
  select coalesce(json_agg(${object} order by ${order}), '[]'::json) from ${from})`;

export const summarySql = `
  'caseId', c.id, 'number', c.number, 'kind', c.kind, 'state', c.state, 'version', c.version, 'excerpt', left(c.text, 120),
  'submittedBy', c.submitted_by, 'owner', ${unitSql('c.owner_unit_id')}, 'step', c.step, 'dueAt', ${isoSql('c.due_at')},
  'breached', c.breached, 'submittedOn', c.submitted_on, 'submittedAt', ${isoSql('c.submitted_at')}`;

export const deskSummarySql = `${summarySql},
  'origin', ${unitSql('c.origin_unit_id')}, 'workerId', c.worker_id, 'assigneeAccountId', c.assignee_account_id, 'reopenCount', c.reopen_count`;

export const deskDetailsSql = `
  'text', c.text, 'hasRecord', c.worker_id is not null, 'onBehalfAccountId', c.on_behalf_account_id, 'about', ${unitSql('c.about_unit_id')},
  'assigneeUnit', ${unitSql('c.assignee_unit_id')}, 'satisfaction', c.satisfaction`;

export const chainSql = listSql(
  `json_build_object('seq', ch.seq, 'unit', ${unitSql('ch.unit_id')}, 'reason', ch.reason, 'arrivedOn', ch.arrived_on,
     'arrivedAt', ${isoSql('ch.arrived_at')}, 'acknowledgedAt', ${isoSql('ch.acknowledged_at')}, 'leftAt', ${isoSql('ch.left_at')})`,
  'ch.seq',
  'case_chain ch where ch.case_id = c.id',
);

const historyItemSql = (text: string, more: string): string =>
  listSql(
    `json_build_object('seq', e.seq, 'what', e.what, 'state', e.state, 'unit', ${unitSql('e.unit_id')}, 'by', e.actor_kind,
       'text', ${text}, 'on', e.on_day, 'at', ${isoSql('e.at')}${more})`,
    'e.seq',
    'case_event e where e.case_id = c.id',
  );

export const historySql = historyItemSql('e.text', `, 'accountId', e.account_id`);

/** @param publicTexts placeholder of the list of entries whose text the worker sees */
export const publicHistorySql = (publicTexts: string): string =>
  historyItemSql(`case when e.what = any (${publicTexts}::text[]) then e.text end`, '');

const cameDownSql = listSql(
  `json_build_object('tier', p.tier, 'unitId', p.unit_id, 'name', (select u.name from unit_mirror u where u.unit_id = p.unit_id),
     'passedBy', p.passed_by, 'at', ${isoSql('p.at')})`,
  'p.position',
  'case_reply_relay p where p.reply_id = r.id',
);

export const repliesSql = listSql(
  `json_build_object('replyId', r.id, 'seq', r.seq, 'unit', ${unitSql('r.unit_id')}, 'text', r.text, 'final', r.final,
     'at', ${isoSql('r.at')}, 'cameDown', ${cameDownSql})`,
  'r.seq',
  'case_reply r where r.case_id = c.id',
);

export const photosSql = listSql(
  `json_build_object('attachmentId', a.id, 'contentType', a.content_type, 'bytes', octet_length(a.bytes))`,
  'a.id',
  'case_attachment a where a.case_id = c.id',
);
