/** What is done to accounts of staff, their sessions and second factors, and to tokens for programs. */
export const ACCOUNT_AUDIT_ACTIONS = {
  'session.opened': { zh: '{who}登录。', en: '{who} logged in.', needs: null },
  'account.password.changed': { zh: '{who}修改了自己的密码。', en: '{who} changed their password.', needs: null },
  'account.invited': {
    zh: '{who}向一名工作人员发了设置密码的邀请码，原密码作废。',
    en: '{who} invited a member of staff to set a password; the old one is void.',
    needs: 'appointment.manage',
  },
  'account.invitation.accepted': {
    zh: '{who}凭邀请码设置了密码。',
    en: '{who} set a password by invitation.',
    needs: null,
  },
  'account.closed': { zh: '{who}停用了一个账号。', en: '{who} closed an account.', needs: 'appointment.manage' },
  'account.reopened': { zh: '{who}恢复了一个账号。', en: '{who} reopened an account.', needs: 'appointment.manage' },
  'account.rescued': {
    zh: '运维人员重置了一个账号的密码和两步登录。',
    en: 'The operator of the system voided the password and second factor of an account.',
    needs: null,
  },
  'account.second-factor.enrolled': {
    zh: '{who}绑定了身份验证器。',
    en: '{who} enrolled an authenticator.',
    needs: null,
  },
  'account.second-factor.removed': {
    zh: '{who}解除了身份验证器的绑定。',
    en: '{who} removed an authenticator.',
    needs: null,
  },
  'account.second-factor.reset': {
    zh: '{who}重置了一名工作人员的两步登录。',
    en: '{who} reset the second factor of a member of staff.',
    needs: 'appointment.manage',
  },
  'account.recovery-codes.renewed': { zh: '{who}更换了恢复码。', en: '{who} renewed the recovery codes.', needs: null },
  'account.sessions.ended': {
    zh: '{who}结束了一个账号的全部登录。',
    en: '{who} ended all sessions of an account.',
    needs: 'appointment.manage',
  },
  'api-token.made': {
    zh: '{who}为程序新建了令牌。',
    en: '{who} made a token for a program.',
    needs: 'api_token.manage',
  },
  'api-token.revoked': { zh: '{who}吊销了程序令牌。', en: '{who} revoked a token of a program.', needs: null },
} as const;
