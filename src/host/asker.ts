import { isIP } from 'node:net';
import { hostname, userInfo } from 'node:os';
import type { Asker } from '../history/history.ts';

/** Who sits at the command line, and from where: sshd puts the address of the other end first in SSH_CONNECTION. */
export function askerOf(environment: Readonly<Record<string, string | undefined>>): Asker {
  const [from = ''] = (environment['SSH_CONNECTION'] ?? '').trim().split(' ');
  return {
    user: userName(),
    machine: hostname(),
    // Anybody can set the variable, to anything.
    from: isIP(from) === 0 ? null : from,
    door: 'cli',
    actor: null,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user id need not have a name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
