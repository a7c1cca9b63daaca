import { readFileSync } from 'node:fs';
import { hostname, platform } from 'node:os';
import type { ProcessMark, Processes } from '../history/processes.ts';

/**
 * Processes of this machine. Where Linux's /proc is there, a number that was given to another process in the meantime, or
 * since a reboot, is told apart by when that was started; elsewhere the number has to do.
 */
export const systemProcesses: Processes = {
  own: () => ({ pid: process.pid, started: startOf(process.pid), machine: hostname() }),
  isAlive(mark: ProcessMark): boolean {
    // Containers that share a history, but no process numbers, have names of their own.
    if (mark.machine !== hostname()) return true;
    if (mark.started !== null && platform() === 'linux') return startOf(mark.pid) === mark.started;
    return answersToSignals(mark.pid);
  },
};

/** `<id of the boot>:<clock ticks since then>`; null where there is no such process, or no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // proc_pid_stat(5): the name, in parentheses, may hold blanks and parentheses; starttime is the 20th field after it.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie runs no more; only its exit status is still there.
    if (state === 'Z' || state === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}:${fields[18]}`;
  } catch {
    return null;
  }
}

function answersToSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process, which may not be signalled, is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
