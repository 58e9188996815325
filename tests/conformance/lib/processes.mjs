// What the kernel tells of processes.
import { readdirSync, readFileSync } from 'node:fs';

/** VmRSS: resident now; VmHWM: the most there ever was; kB. */
export function memory(pid, what) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${what}:\\s*(\\d+) kB`, 'm').exec(status)[1]);
}

/** The children of this process that live now, [{ pid, command }]. */
export function childrenOf(parent) {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return numbers.flatMap((pid) => {
    try {
      // The second field is a name in parentheses, which may hold anything.
      const [, state, ppid] = /\) (\S) (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'));
      if (Number(ppid) !== parent || state === 'Z') return [];
      return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() }];
    } catch {
      return [];  // it ended meanwhile
    }
  });
}
