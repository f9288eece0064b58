import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';

const LIMIT_BYTES = 10 * 1024 ** 2;

/** A descriptor that appends. Given to the process itself, so that its log goes on when the supervisor is killed. */
export function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  rotateLog(file);
  return openSync(file, 'a', 0o640);
}

/** Keeps one older file. Copied and cut rather than renamed: the writer holds the file open in append mode. */
export function rotateLog(file, limit = LIMIT_BYTES) {
  if (!existsSync(file) || statSync(file).size <= limit) return;
  try {
    copyFileSync(file, `${file}.1`);
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error; // on a full disk the newest lines matter less than the space
  }
  truncateSync(file, 0);
}

export function lastLines(file, count = 20) {
  if (!existsSync(file)) return '';
  const { size } = statSync(file);
  const length = Math.min(size, 64 * 1024);
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, buffer, 0, length, size - length);
  } finally {
    closeSync(descriptor);
  }
  return buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n');
}
