import { startSmsGateway } from './sms-gateway.js';

/** The simulated provider as a process of its own. Settings are those of the membership service, and PORT and HOST. */
const { env } = process;
const { SMS_ACCESS_KEY_SECRET: accessKeySecret } = env;
if (!accessKeySecret) {
  process.stderr.write('SMS_ACCESS_KEY_SECRET is missing: the secret that requests are signed with\n');
  process.exit(78);
}
const gateway = await startSmsGateway({
  port: Number(env.PORT ?? 3090),
  host: env.HOST ?? '127.0.0.1',
  accessKeyId: env.SMS_ACCESS_KEY_ID ?? 'guantong',
  accessKeySecret,
  signName: env.SMS_SIGN_NAME ?? '贯通工会',
  templates: {
    [env.SMS_CODE_TEMPLATE ?? 'SMS_LOGIN_CODE']:
      '您的登录验证码是{code}，五分钟内有效。工会人员不会向您要验证码，请勿告诉他人。',
  },
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void gateway.stop());
