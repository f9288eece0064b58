import { IN_FLIGHT } from '../baselines/baselines.js';
import { type BenchRun, repeat, WrongResult } from '../bench-run.js';
import { measuredLoad } from '../load/measured-load.js';
import type { Figure } from '../report/figure.js';
import { cpuOfSystem } from '../system/cpu-meter.js';
import { loadFigures } from './load-figures.js';

const TEXT = '工地三号楼的楼梯间照明坏了两周，夜班下楼看不清台阶，请尽快维修。';

/** Named submissions, each with an idempotency key of its own, as phones send them. */
export async function feedback({ options, stack, city, baselines, databases }: BenchRun): Promise<Figure[]> {
  const echo = await baselines.echo();
  const requests = city.loggedIn.map(({ token }) => ({
    method: 'POST' as const,
    path: '/api/worker/cases',
    token,
    body: { kind: 'daily_work', text: TEXT },
  }));
  const count = async () =>
    (
      await databases.feedback.query<{ n: number }>(`select count(*)::int as n from feedback_case where text = $1`, [
        TEXT,
      ])
    ).rows[0]?.n ?? 0;
  const submit = () =>
    measuredLoad('feedback submissions', cpuOfSystem(stack), {
      url: stack.gatewayUrl,
      connections: IN_FLIGHT,
      seconds: options.seconds,
      requests,
      idempotencyKeys: true,
    });

  let accepted = (await submit()).answered; // warm
  const results = await repeat(options.runs, submit);
  for (const { answered } of results) accepted += answered;
  const stored = await count();
  // the load process hangs up on what is in flight at the end of its time: those may be stored without having been answered
  const mostUnanswered = IN_FLIGHT * (options.runs + 1);
  if (stored < accepted || stored > accepted + mostUnanswered) {
    throw new WrongResult(`${accepted} submissions were answered with success, ${stored} are stored`);
  }
  return loadFigures({
    id: 'feedback.submit',
    name: `feedback submissions over HTTP, ${IN_FLIGHT} in flight`,
    results,
    echo,
  });
}
