/** Lets due clocks ring through feedback's own use case, in a process of its own, while no copy of the service runs. */
import 'reflect-metadata';
import { Outbox } from '@guantong/messaging';
import { FeedbackConfig } from '../../apps/feedback/src/feedback-config.js';
import { RingDueClocks } from '../../apps/feedback/src/sla/application/ring-due-clocks.js';
import { DueCasesRepository } from '../../apps/feedback/src/sla/persistence/due-cases-repository.js';
import { serve } from '../load/program.js';
import { openDatabase } from './open-database.js';
import { escalationInService } from './programs.js';

serve(escalationInService, async (job) => {
  const { database, close } = await openDatabase('feedback', job.databaseUrl);
  const clocks = new RingDueClocks(database, new DueCasesRepository(database), new Outbox(), new FeedbackConfig());
  await database.query('select 1'); // connected
  const started = performance.now();
  const rung = await clocks.run();
  const seconds = (performance.now() - started) / 1000;
  const idleMs: number[] = [];
  for (let look = 0; look < job.idleLooks; look++) {
    const before = performance.now();
    if ((await clocks.run()) > 0) throw new Error('a clock rang that should not have');
    idleMs.push(performance.now() - before);
  }
  await close();
  return { seconds, rung, idleMs };
});
