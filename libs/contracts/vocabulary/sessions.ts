type Named<K extends string> = Record<K, { zh: string; en: string }>;

/** How somebody got in. */
export const SESSION_METHODS = ['PASSWORD', 'SECOND_FACTOR', 'RECOVERY_CODE', 'PHONE_CODE', 'UNION_CODE'] as const;
export type SessionMethod = (typeof SESSION_METHODS)[number];
export const SESSION_METHOD_NAMES: Named<SessionMethod> = {
  PASSWORD: { zh: '密码', en: 'Password' },
  SECOND_FACTOR: { zh: '密码和身份验证器', en: 'Password and authenticator' },
  RECOVERY_CODE: { zh: '密码和恢复码', en: 'Password and recovery code' },
  PHONE_CODE: { zh: '短信验证码', en: 'Code by SMS' },
  UNION_CODE: { zh: '工会发放的登录码', en: 'Code from the union' },
};

/** All that is kept of a browser's description of itself: enough to recognise one's own devices. */
export const DEVICES = ['PHONE_WECHAT', 'PHONE', 'TABLET', 'COMPUTER', 'PROGRAM', 'UNKNOWN'] as const;
export type Device = (typeof DEVICES)[number];
export const DEVICE_NAMES: Named<Device> = {
  PHONE_WECHAT: { zh: '手机微信', en: 'WeChat on a phone' },
  PHONE: { zh: '手机浏览器', en: 'Browser on a phone' },
  TABLET: { zh: '平板电脑', en: 'Tablet' },
  COMPUTER: { zh: '电脑', en: 'Computer' },
  PROGRAM: { zh: '程序', en: 'Program' },
  UNKNOWN: { zh: '其他设备', en: 'Other device' },
};
