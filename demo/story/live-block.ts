/** Some lines that change in place on a terminal; elsewhere each change is printed once. */
export class LiveBlock {
  private shown: readonly string[] = [];

  update(lines: readonly string[]): void {
    if (process.stdout.isTTY) {
      if (this.shown.length > 0) process.stdout.write(`\u001B[${this.shown.length}A`);
      process.stdout.write(lines.map((line) => `\u001B[2K${line}\n`).join(''));
    } else {
      const changed = lines.filter((line) => !this.shown.includes(line));
      process.stdout.write(changed.map((line) => `${line}\n`).join(''));
    }
    this.shown = lines;
  }
}
