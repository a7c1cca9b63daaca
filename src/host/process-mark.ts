import { readFileSync, readlinkSync } from 'node:fs';
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
    if (mark.started !== null && platform() === 'linux') {
      return isOutOfSight(mark.started) || startOf(mark.pid) === mark.started;
    }
    return answersToSignals(mark.pid);
  },
};

/**
 * Whether it ran under this very kernel, and numbers mean other processes here: one in a container that was given the
 * machine's name along with its network (`docker run --network host`).
 */
function isOutOfSight(started: string): boolean {
  const own = startOf(process.pid)?.split(':');
  const [boot, numbers] = started.split(':');
  return own !== undefined && boot === own[0] && numbers !== own[1];
}

/** `<id of the boot>:<namespace of its number>:<clock ticks since the boot>`; null where there is no such process, or no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // proc_pid_stat(5): the name, in parentheses, may hold blanks and parentheses; starttime is the 20th field after it.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie runs no more; only its exit status is still there.
    if (state === 'Z' || state === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // Such as `pid:[4026531836]`: whom this process can see counts as in its own.
    const [numbers] = /\d+/.exec(readlinkSync('/proc/self/ns/pid')) ?? [];
    return `${boot}:${numbers}:${fields[18]}`;
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
