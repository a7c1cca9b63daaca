import type { Asker } from '../../../history/history.ts';
import type { Host } from '../../../host/host.ts';

/** Who asks at this command line. */
export function askerOf({ actor, env }: Host): Asker {
  const at = actor.lastIndexOf('@');
  const [from = ''] = (env['SSH_CONNECTION'] ?? '').split(' ');
  return {
    user: actor.slice(0, at),
    machine: actor.slice(at + 1),
    from: from === '' ? null : from,
    door: 'cli',
    actor: null,
  };
}
