/** What the audit log can say about workers' own affairs; part of AUDIT_ACTIONS. */
export const WORKER_AUDIT_ACTIONS = {
  'worker.second-union.added': {
    zh: '{who}把一名职工兼入{unit}。',
    en: '{who} added a worker to {unit} as a second union.',
    needs: 'roster.manage',
  },
  'worker.second-union.ended': {
    zh: '{who}让一名职工退出兼入的{unit}。',
    en: '{who} ended a worker’s second membership in {unit}.',
    needs: 'roster.manage',
  },
  'transfer.asked': {
    zh: '{who}申请把一名职工转入{unit}。',
    en: '{who} asked for the transfer of a worker to {unit}.',
    needs: 'worker.act_for',
  },
  'transfer.agreed': {
    zh: '{who}同意一名职工转入{unit}。',
    en: '{who} agreed to the transfer of a worker to {unit}.',
    needs: 'roster.manage',
  },
  'transfer.refused': {
    zh: '{who}不同意一名职工转入{unit}。',
    en: '{who} refused the transfer of a worker to {unit}.',
    needs: 'roster.manage',
  },
  'transfer.passed-on': {
    zh: '{unit}已不存在，转入那里的{count}项转会申请由接收的工会继续办理。',
    en: '{unit} is gone; {count} transfers to it go on with the union that took over.',
    needs: null,
  },
  'transfer.ended': {
    zh: '一名职工转入{unit}的事项已结束（{state}）。',
    en: 'The transfer of a worker to {unit} is over ({state}).',
    needs: null,
  },
  'worker.departed': {
    zh: '{who}办理了{unit}一名职工的离会（{kind}）。',
    en: '{who} recorded that a worker of {unit} is no longer a member ({kind}).',
    needs: 'roster.manage',
  },
  'worker.departure.taken-back': {
    zh: '{who}撤销了{unit}一名职工的离会。',
    en: '{who} took back the departure of a worker of {unit}.',
    needs: 'roster.manage',
  },
  'join-code.renewed': {
    zh: '{who}更换了{unit}的入会码。',
    en: '{who} renewed the joining code of {unit}.',
    needs: 'roster.manage',
  },
  'joining.passed-on': {
    zh: '{unit}已不存在，那里的{count}份入会申请由接收的工会继续办理。',
    en: '{unit} is gone; {count} applications to it go on with the union that took over.',
    needs: null,
  },
  'joining.ended': {
    zh: '{unit}已不存在，那里的{count}份入会申请随之结束。',
    en: '{unit} is gone, and with it {count} applications to it.',
    needs: null,
  },
  'joining.read': {
    zh: '{who}查看了{unit}的一份入会申请（含完整手机号）。',
    en: '{who} read an application to {unit}, with the whole phone number.',
    needs: 'roster.manage',
  },
  'joining.approved': {
    zh: '{who}通过了{unit}的一份入会申请。',
    en: '{who} approved an application to {unit}.',
    needs: 'roster.manage',
  },
  'joining.refused': {
    zh: '{who}没有通过{unit}的一份入会申请。',
    en: '{who} refused an application to {unit}.',
    needs: 'roster.manage',
  },
  'worker.phone.changed': {
    zh: '{who}更正了{unit}一名职工的手机号。',
    en: '{who} changed the phone number of a worker of {unit}.',
    needs: 'worker.act_for',
  },
  'worker.preferences.set': {
    zh: '{who}设定了{unit}一名职工的联系方式和免打扰时间。',
    en: '{who} set how and when a worker of {unit} is reached.',
    needs: 'worker.act_for',
  },
  'consent.given': { zh: '{who}同意了一份说明。', en: '{who} agreed to a text.', needs: null },
  'consent.withdrawn': { zh: '{who}撤回了一项同意。', en: '{who} withdrew a consent.', needs: null },
  'correction.asked': {
    zh: '{who}请{unit}更正登记的资料。',
    en: '{who} asked {unit} to correct what is registered.',
    needs: null,
  },
  'correction.approved': {
    zh: '{who}更正了{unit}一名职工登记的资料。',
    en: '{who} corrected what is registered of a worker of {unit}.',
    needs: 'roster.manage',
  },
  'correction.refused': {
    zh: '{who}没有同意{unit}一名职工的更正申请。',
    en: '{who} refused a correction for a worker of {unit}.',
    needs: 'roster.manage',
  },
  'worker.erased': {
    zh: '{unit}一名职工的全部资料已按本人要求删除。',
    en: 'All that was held of a worker of {unit} was erased at their request.',
    needs: null,
  },
} as const;
