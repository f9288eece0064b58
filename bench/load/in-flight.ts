/** Keeps `width` calls in flight for `ms`, then lets them end. ms of each call in `latencies`. */
export async function inFlight(
  width: number,
  ms: number,
  call: (n: number) => Promise<unknown>,
): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + ms;
  let n = 0;
  const lane = async () => {
    for (let now = performance.now(); now < end;) {
      await call(n++);
      const after = performance.now();
      latencies.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { perSecond: latencies.length / ((performance.now() - started) / 1000), latencies };
}
