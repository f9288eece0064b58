import { setTimeout as delay } from 'node:timers/promises';
import { type BenchRun, repeat, WrongResult } from '../bench-run.js';
import { escalationInService } from '../in-service/programs.js';
import { run as runProgram } from '../load/program.js';
import { atMost, type Figure, figure } from '../report/figure.js';
import { say, timed } from '../report/progress.js';
import { loadCases, makeDue } from '../seed/load-cases.js';

/** Many cases whose clock has run out, among very many that wait. */
export async function escalation({ options, stack, databases }: BenchRun): Promise<Figure[]> {
  const { cases, due, runs } = options;
  const { feedback } = databases;
  const service = stack.services.feedback;
  await service.stop();
  await timed(`${cases} open cases`, () => loadCases(feedback, cases));
  // each turn takes its cases from another place of every stretch, so there are as many turns as places
  const turns = Math.max(1, Math.min(runs, Math.floor(cases / due) - 1));
  const results = await repeat(turns, async (turn) => {
    await makeDue(feedback, cases, due, turn);
    const job = { databaseUrl: stack.serviceDatabaseUrls.feedback, idleLooks: options.looks };
    const result = await runProgram(escalationInService, job);
    say(`${result.rung} clocks rang in ${result.seconds.toFixed(2)} s`);
    if (result.rung !== due) throw new WrongResult(`${result.rung} clocks rang, ${due} were due`);
    return result;
  });
  await requireEachOnce(feedback, due * turns);
  await service.restart();
  await untilSent(feedback);
  return [
    figure({
      id: 'escalation',
      name: `${due.toLocaleString('en-US')} cases due among ${cases.toLocaleString('en-US')}`,
      unit: 's',
      samples: results.map((r) => r.seconds),
      target: atMost(1, '≤ 1 s'),
    }),
    figure({
      id: 'escalation.idle',
      name: 'a sweep that finds nothing due',
      unit: 'ms',
      samples: results.flatMap((r) => r.idleMs),
      target: atMost(0.2, '≤ 0.2 ms'),
    }),
  ];
}

type Feedback = BenchRun['databases']['feedback'];

async function requireEachOnce(feedback: Feedback, expected: number): Promise<void> {
  const { rows } = await feedback.query<{ moved: number; stays: number }>(
    `select count(*)::int as moved, (select count(*)::int from case_chain where seq > 1) as stays
       from feedback_case where number like 'bench-%' and chain_seq = 2`,
  );
  const { moved, stays } = rows[0] ?? {};
  if (moved !== expected || stays !== expected) {
    throw new WrongResult(`${moved} cases moved up once with ${stays} stays, ${expected} were due`);
  }
}

/** What the clocks have set going goes out when the service is back; what is measured next should not run beside it. */
async function untilSent(feedback: Feedback): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    const { rows } = await feedback.query('select 1 from outbox where published_at is null limit 1');
    if (rows.length === 0) return;
    await delay(50);
  }
}
