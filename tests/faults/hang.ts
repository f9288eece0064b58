import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The processes whose parent is `pid`: PostgreSQL serves each connection with one. */
function childrenOf(pid: number): number[] {
  return parents()
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
}

/** Every process with its parent. */
function parents(): [pid: number, parent: number][] {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${Number(name)}/stat`, 'utf8');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
    } catch {
      return []; // no process, or one that has ended meanwhile
    }
  });
}

/** Stops a process and its children without ending them: connections stay open, and nobody answers. Gives how to go on. */
export function hang(pid: number | undefined): () => void {
  if (pid === undefined) throw new Error('it is not running');
  const all = [pid, ...childrenOf(pid)];
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const each of all) {
      try {
        process.kill(each, name);
      } catch {
        // a child that has ended meanwhile
      }
    }
  };
  signal('SIGSTOP');
  return () => signal('SIGCONT');
}
