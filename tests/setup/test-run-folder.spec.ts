import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@guantong/testing';
import { processesNaming } from '../../scripts/processes.mjs';
import { openTestRunFolder } from '../../scripts/test-run-folder.mjs';

const PROGRAM = path.resolve('scripts/test-run-folder.mjs');

describe('the folder of a run of tests', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'guantong-run-folder-spec-'));
  const { TMPDIR } = process.env;
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  /** Another run, which opens its folder and stays there; its child names the folder, as PostgreSQL would. */
  function anotherRun() {
    const script = `
      const { openTestRunFolder } = await import(${JSON.stringify(`file://${PROGRAM}`)});
      const { spawn } = await import('node:child_process');
      const { folder } = await openTestRunFolder(${JSON.stringify(place)});
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder], { detached: true, stdio: 'ignore' });
      setInterval(() => {}, 1000);`;
    return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  }
  const folders = () => readdirSync(place);

  it('is left alone while its run goes on, and goes with all that runs in it once that was killed', async () => {
    const other = anotherRun();
    let theirs = '';
    await eventually(() => {
      theirs = path.join(place, folders()[0] ?? 'none yet');
      if (processesNaming(theirs).length === 0) throw new Error('it is not there yet');
    });
    const first = await openTestRunFolder(place);
    expect(existsSync(theirs)).toBe(true);
    expect(processesNaming(theirs)).toHaveLength(1);
    await first.clear();

    other.kill('SIGKILL');
    await new Promise((resolve) => void other.once('exit', resolve));
    const second = await openTestRunFolder(place);
    expect(folders()).toEqual([path.basename(second.folder)]);
    expect(processesNaming(theirs)).toEqual([]);
    await second.clear();
    expect(folders()).toEqual([]);
  }, 60_000);
});
