import { RescueStaffAccount } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { type OpsCommand, WrongUsage } from './command.js';

/** For the administrator whom nobody is above: forgotten password, lost device. */
export const account: OpsCommand = {
  name: 'account',
  about: { zh: '工作人员账号', en: 'Accounts of staff' },
  usages: [
    {
      call: 'account rescue <login>',
      zh: '作废密码和两步登录，给出设置新密码的邀请码（七天内有效，留痕）',
      en: 'voids password and second factor, and gives an invitation code for a new password (seven days; audited)',
    },
  ],
  async run([verb, login, ...more], { call, print, complain }) {
    if (verb !== 'rescue' || !login || more.length > 0) {
      throw new WrongUsage('要写明：account rescue <登录名>', 'Say: account rescue <login>');
    }
    try {
      const { code, expiresAt } = await call(RescueStaffAccount, { login });
      print(`邀请码 invitation code  ${code}`);
      print(`有效至 good until       ${expiresAt}`);
      print('凭登录名和邀请码设置密码：POST /api/open/invitations/acceptance');
      return 0;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      complain(error.code === 'NOT_FOUND' ? `没有这个账号 no such account: ${login}` : error.code);
      return 1;
    }
  },
};
