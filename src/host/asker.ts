import { hostname, userInfo } from 'node:os';
import type { Asker } from '../history/history.ts';

/** Who sits at the command line, and from where: sshd puts the address of the other end first in SSH_CONNECTION. */
export function askerOf(environment: Readonly<Record<string, string | undefined>>): Asker {
  const [from = ''] = (environment['SSH_CONNECTION'] ?? '').trim().split(' ');
  return {
    user: userName(),
    machine: hostname(),
    from: isAddress.test(from) ? from : null,
    door: 'cli',
    actor: null,
  };
}

// Anybody can set the variable, to anything. Not isIP of node:net, whose expressions take 3 ms to compile.
const isAddress = /^(?=.*[.:])[\da-f.:]{2,45}(%[\w.-]{1,32})?$/i;

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user id need not have a name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
