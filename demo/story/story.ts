import 'reflect-metadata';
import { ApiClient } from '../client/api-client.js';
import { gatherCast } from './cast.js';
import { tellClimbingCase } from './climbing-case.js';
import { tellDownTheRoad } from './down-the-road.js';
import { tellHazard } from './hazard.js';
import { tellNewUnion } from './new-union.js';
import { tellOverTheHead } from './over-the-head.js';
import { Telling } from './telling.js';
import { TemporarySettings } from './temporary-settings.js';
import { tellWhoMayAct } from './who-may-act.js';

/** `npm run demo`: the whole story, through the public HTTP API only. Exit code 1 when any step is not as it should be. */
async function tell(telling: Telling): Promise<void> {
  const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:3000';
  telling.chapter(
    '贯通：一篇稿件怎样下去，一句话怎样上来',
    `Guantong: how a post goes down, and a word comes up (${gateway})`,
  );
  telling.step('登录', 'log in');
  const cast = await gatherCast(new ApiClient(gateway));
  const settings = new TemporarySettings();
  try {
    await tellDownTheRoad(cast, telling, settings);
    await tellHazard(cast, telling);
    await tellClimbingCase(cast, telling, settings);
    await tellOverTheHead(cast, telling);
    await tellNewUnion(cast, telling);
    await tellWhoMayAct(cast, telling);
  } finally {
    await settings.restore();
  }
  telling.end();
}

const telling = new Telling();
try {
  await tell(telling);
  process.exit(0);
} catch (error) {
  telling.failed(error);
  process.exit(1);
}
