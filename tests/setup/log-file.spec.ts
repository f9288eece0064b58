import { closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastLines, openLog, rotateLog } from '../../scripts/log-file.mjs';

describe('a log file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'guantong-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is moved aside when it is too big, while its writer goes on', () => {
    const file = path.join(folder, 'logs/service.log');
    const writer = openLog(file);
    writeSync(writer, 'old\n'.repeat(100));
    rotateLog(file, 200);
    writeSync(writer, 'new\n');
    closeSync(writer);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(statSync(`${file}.1`).size).toBe(400);
  });

  it('shows its last lines', () => {
    const file = path.join(folder, 'service.log');
    const writer = openLog(file);
    for (let i = 1; i <= 5000; i++) writeSync(writer, `line ${i}\n`);
    closeSync(writer);
    expect(lastLines(file, 2)).toBe('line 4999\nline 5000');
    expect(lastLines(path.join(folder, 'none.log'))).toBe('');
  });
});
