/** A step of the story that is not as it should be. */
export class StoryFailure extends Error {
  override readonly name = 'StoryFailure';
}

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number, text: string): string => (colours ? `\u001B[${code}m${text}\u001B[0m` : text);
export const dim = (text: string): string => paint(2, text);
export const bold = (text: string): string => paint(1, text);
export const red = (text: string): string => paint(31, text);
export const green = (text: string): string => paint(32, text);
export const yellow = (text: string): string => paint(33, text);

/** Tells the story as it happens, Chinese first, and counts what was checked. */
export class Telling {
  private readonly began = Date.now();
  private present = '';
  private checks = 0;

  /** Seconds since the story began. */
  elapsed(since = this.began): string {
    return ((Date.now() - since) / 1000).toFixed(1);
  }

  chapter(zh: string, en: string): void {
    process.stdout.write(`\n${bold(zh)}  ${dim(en)}\n`);
  }

  /** What is about to happen; a failure names it. */
  step(zh: string, en: string): void {
    this.present = `${zh}（${en}）`;
  }

  /** What has happened. */
  say(zh: string, en: string): void {
    process.stdout.write(`  ${green('✓')} ${zh}\n    ${dim(en)}\n`);
  }

  quote(who: string, text: string): void {
    process.stdout.write(`      ${who}：${yellow(`“${text}”`)}\n`);
  }

  line(text: string): void {
    process.stdout.write(`      ${text}\n`);
  }

  /** @throws StoryFailure unless both are the same, member by member */
  expect(what: string, got: unknown, wanted: unknown): void {
    this.checks++;
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    if (a !== b) throw new StoryFailure(`${what}\n    应为 expected  ${b}\n    实为 got       ${a}`);
  }

  holds(what: string, isSo: boolean, got: unknown): asserts isSo {
    this.checks++;
    if (!isSo) throw new StoryFailure(`${what}\n    实为 got  ${JSON.stringify(got)}`);
  }

  failed(error: unknown): void {
    const text =
      error instanceof StoryFailure
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stdout.write(`\n${red('✗')} ${bold(`这一步不对 This step is wrong: ${this.present}`)}\n    ${text}\n\n`);
  }

  end(): void {
    process.stdout.write(
      `\n${green('✓')} ${bold(`故事讲完了：${this.checks} 处核对全部相符，用时 ${this.elapsed()} 秒。`)}\n` +
        `  ${dim(`The story is told: ${this.checks} checks, all as they should be, in ${this.elapsed()} s.`)}\n\n`,
    );
  }
}
