/** One line per step: what, how much, how long. Chinese first. */
export async function step<T>(
  zh: string,
  en: string,
  work: () => Promise<{ result: T; zh: string; en: string }>,
): Promise<T> {
  const began = Date.now();
  const { result, zh: detailZh, en: detailEn } = await work();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`    ✓ ${zh}：${detailZh}  ${en}: ${detailEn}  ${seconds} s\n`);
  return result;
}
