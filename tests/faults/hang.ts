import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose parent is `pid`: PostgreSQL serves each connection with one. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((candidate) => Number.isInteger(candidate))
    .filter((candidate) => {
      try {
        const stat = readFileSync(`/proc/${candidate}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false; // it has ended meanwhile
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
