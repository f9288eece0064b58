import { Databases } from './databases.js';
import { type FaultStack, startFaultStack } from './fault-stack.js';
import { republishEverything } from './republish-everything.js';
import { SmallCity } from './small-city.js';
import { differingTables, fingerprintAllTables } from './table-fingerprints.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { CITY_FOR_THE_WALK, walkBothRoads } from './walk-both-roads.js';

describe('every message of every stream, published three more times in another order', () => {
  let stack: FaultStack;
  let databases: Databases;
  let city: SmallCity;
  const quiet = () => waitUntilQuiet(stack.natsUrl, databases);

  beforeAll(async () => {
    stack = await startFaultStack({ env: { ANONYMOUS_TICK: '2' } });
    databases = new Databases(stack);
    city = await SmallCity.build(stack, databases, CITY_FOR_THE_WALK);
    await walkBothRoads(city);
    // A hazard waits in D2 because nobody was on duty. Were its message taken for new, this officer would get it now.
    await city.putOnDuty('D2', await city.staff('D2', 'safety_officer'));
    await quiet();
  }, 120_000);

  afterAll(async () => {
    await databases?.close();
    await stack?.stop();
  }, 120_000);

  it('changes no table of any service, and sends nothing', async () => {
    const before = await fingerprintAllTables(databases);
    const replay = await republishEverything(stack.natsUrl, { times: 3, seed: 20_260_301 });
    expect(replay.stored).toBeGreaterThan(60);
    expect(replay.published).toBe(3 * replay.stored);
    await quiet();
    expect(differingTables(before, await fingerprintAllTables(databases))).toEqual([]);
    expect(stack.deaths).toEqual([]);
  }, 120_000);

  it('was looked at in tables that hold something', async () => {
    const prints = await fingerprintAllTables(databases);
    expect(prints.size).toBeGreaterThan(40);
    for (const table of ['relay', 'delivery', 'receipt_log', 'coverage_sum', 'unit_mirror', 'worker_mirror'])
      expect(prints.get(`distribution.${table}`)).not.toMatch(/^0 rows/);
    for (const table of ['feedback_case', 'case_chain', 'case_event', 'case_reply', 'case_timer_fired', 'outbox'])
      expect(prints.get(`feedback.${table}`)).not.toMatch(/^0 rows/);
  });

  it('finds handlers of the tree and of the road down that do no harm even without their notes of what was done', async () => {
    await databases.query('distribution', 'truncate processed_message');
    await databases.query('content', 'truncate processed_message');
    const before = await fingerprintAllTables(databases);
    await republishEverything(stack.natsUrl, { times: 2, seed: 2 });
    await quiet();
    const changed = differingTables(before, await fingerprintAllTables(databases));
    expect(changed.toSorted()).toEqual(['content.processed_message', 'distribution.processed_message']);
  }, 120_000);

  it('control: without the notes of what was done, feedback does a thing again and says so', async () => {
    await databases.query('feedback', 'truncate processed_message');
    const before = await fingerprintAllTables(databases);
    await republishEverything(stack.natsUrl, { times: 1, seed: 3 });
    await quiet();
    const changed = differingTables(before, await fingerprintAllTables(databases));
    expect(changed).toEqual(
      expect.arrayContaining(['feedback.feedback_case', 'feedback.case_event', 'feedback.outbox']),
    );
  }, 120_000);
});
