// Preloaded into a service (NODE_OPTIONS=--import): at SIGUSR2 its clock jumps by CLOCK_JUMP_MS, as when somebody sets
// the machine's clock or a virtual machine wakes up. Timers keep their pace; the database has its own clock.
const jumpMs = Number(process.env.CLOCK_JUMP_MS ?? 0);
const RealDate = Date;
const realNow = Date.now.bind(Date);
const realPerformanceNow = performance.now.bind(performance);
let offset = 0;

const now = () => realNow() + offset;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
performance.now = () => realPerformanceNow() + offset;

process.on('SIGUSR2', () => {
  offset += jumpMs;
  process.stdout.write(`${JSON.stringify({ msg: `the clock has jumped to ${new Date().toISOString()}` })}\n`);
});
