const started = performance.now();

/** Progress goes to stderr, so that the table can be piped. */
export function say(text: string): void {
  const seconds = (performance.now() - started) / 1000;
  process.stderr.write(`${seconds.toFixed(1).padStart(6)} s  ${text}\n`);
}

/** Says what is being done, and how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
