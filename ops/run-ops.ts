import { describeError } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { type OpsCommand, type OpsContext, WrongUsage } from './command.js';

/** EX_USAGE of sysexits.h */
const EX_USAGE = 64;

export function usageOf(commands: readonly OpsCommand[]): string[] {
  return commands.flatMap((command) => [
    '',
    `${command.name} · ${command.about.zh} · ${command.about.en}`,
    ...command.usages.flatMap(({ call, zh, en }) => [`  npm run ops -- ${call}`, `      ${zh}`, `      ${en}`]),
  ]);
}

/** @returns the exit code */
export async function runOps(
  argv: readonly string[],
  commands: readonly OpsCommand[],
  context: OpsContext,
): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help') {
    for (const line of ['运维命令 · Commands for operators', ...usageOf(commands)]) context.print(line);
    return name === undefined ? EX_USAGE : 0;
  }
  const command = commands.find((c) => c.name === name);
  if (!command) return complain(context, `没有“${name}”这个命令。`, `There is no command "${name}".`, commands);
  try {
    return await command.run(args, context);
  } catch (error) {
    if (error instanceof WrongUsage) return complain(context, error.zh, error.en, [command]);
    if (!(error instanceof DomainError)) throw error;
    const text = describeError(error.code, error.params);
    context.complain(`${text.zh}（${error.code}）`);
    context.complain(text.en);
    return 1;
  }
}

function complain(context: OpsContext, zh: string, en: string, commands: readonly OpsCommand[]): number {
  for (const line of [zh, en, ...usageOf(commands)]) context.complain(line);
  return EX_USAGE;
}
