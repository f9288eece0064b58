import { STREAMS } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Databases } from './databases.js';
import { SERVICES_WITH_DATABASE } from './fault-stack.js';

/** Of membership: entries of the audit log that are to be sealed, counts that are to be added up. */
const WORKED_OFF_BY_TIMERS = ['audit_unsealed', 'unit_tally_change', 'unit_day_tally_change'];

/**
 * Waits until nothing is on its way: every outbox is sent and confirmed by every receiver, and no consumer has a
 * message that it was not given or has not settled; all of it twice in a row, a moment apart.
 */
export async function waitUntilQuiet(natsUrl: string, databases: Databases, ms = 30_000): Promise<void> {
  const connection = await connect({ servers: natsUrl });
  try {
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    let quiet = 0;
    await eventually(async () => {
      const busy: string[] = [];
      for (const service of SERVICES_WITH_DATABASE) {
        const open = await databases.number(service, 'select count(*) as n from outbox where confirmed_at is null');
        if (open > 0) busy.push(`${service}'s outbox holds ${open}`);
      }
      for (const table of WORKED_OFF_BY_TIMERS) {
        const left = await databases.number('membership', `select count(*) as n from ${table}`);
        if (left > 0) busy.push(`membership has ${left} in ${table}`);
      }
      for (const { name } of STREAMS) {
        for await (const info of jsm.consumers.list(name)) {
          const left = info.num_pending + info.num_ack_pending;
          if (left > 0) busy.push(`${info.name} has ${left} to settle`);
        }
      }
      if (busy.length > 0) quiet = 0;
      else quiet++;
      if (quiet < 2) throw new Error(`not quiet: ${busy.join('; ')}`);
    }, ms);
  } finally {
    await connection.close();
  }
}
