import { buildRosterCells, csvFile, xlsxFile } from '../../../apps/membership/src/testing/build-roster.js';
import { canariesIn, canary } from '../city/canaries.js';
import { heardIn } from './heard.js';

describe('what is heard in an answer', () => {
  const lines = [buildRosterCells(1, 'ZQsite', { 工种: canary('workerTrade', 'site', 3) })];
  const secret = [{ secret: 'workerTrade', place: 'site', nth: 3 }];

  it('is what stands in the cells of a workbook, which is packed', async () => {
    const file = await xlsxFile(lines);
    expect(canariesIn(file.toString())).toEqual([]); // the control: packed, it cannot be seen
    expect(canariesIn(await heardIn(file))).toEqual(secret);
  });

  it('is what stands in any other text, percent-encoded or not', async () => {
    expect(canariesIn(await heardIn(csvFile(lines)))).toEqual(secret);
    const named = encodeURIComponent(`花名册${canary('workerTrade', 'site', 3)}`).replace('ZQ', '%5A%51');
    expect(canariesIn(await heardIn(Buffer.from(named)))).toEqual(secret);
  });
});
