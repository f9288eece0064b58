import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Columns a text takes on a terminal: Chinese characters take two. */
const width = (text) =>
  [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
        ? 2
        : 1),
    0,
  );
const pad = (text, columns) => text + ' '.repeat(Math.max(0, columns - width(text)));

/** One screen: where it is, who to be, what to try, how to stop. */
export function welcome({ gatewayUrl, smsUrl, dataDir, seconds, secondFactor = 'offered' }) {
  const accounts = demoAccountsIn(dataDir);
  const lines = [
    '',
    `  贯通 Guantong 已就绪，用时 ${seconds} 秒。  Ready after ${seconds} s.`,
    '',
    `  接口地址 API        ${gatewayUrl}`,
    `  接口文档 API docs   ${gatewayUrl}/docs`,
  ];
  if (smsUrl) lines.push(`  模拟短信 SMS        ${smsUrl}   （演示不发真短信，验证码在这里看 codes show up here）`);
  if (accounts.length > 0) {
    const kinds = accounts.map(({ kindZh, kindEn }) => `${kindZh} ${kindEn}`);
    const columns = Math.max(...kinds.map(width)) + 2;
    const logins = Math.max(...accounts.map(({ login }) => width(login))) + 2;
    lines.push('', '  演示账号（登录名、密码）  Demo accounts (login, password)');
    accounts.forEach(({ login, password }, i) =>
      lines.push(`    ${pad(kinds[i], columns)}${pad(login, logins)}${password}`),
    );
  }
  if (secondFactor === 'offered') {
    lines.push(
      '',
      '  演示账号只用密码即可登录；正式部署默认要求两步登录（SECOND_FACTOR=required）。',
      '  Demo accounts need a password only; a real system asks staff for a second factor by default.',
    );
  }
  lines.push(
    '',
    '  试一试 Try          npm run demo        （另开一个终端 in another terminal）',
    `  日志 Logs           ${path.join(dataDir, 'logs')}`,
    '  停止 Stop           Ctrl-C',
    '',
  );
  return lines.join('\n');
}

function demoAccountsIn(dataDir) {
  const file = path.join(dataDir, 'demo-accounts.json');
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
