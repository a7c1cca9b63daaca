import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import type { Done } from './define-action.ts';

/**
 * Undoing a change of state is right only where it was this task that changed it, and nobody has since. Fails with
 * cannot-be-undone.
 */
export function requireStateStands(
  identity: Identity,
  changes: Done['changes'],
  state: 'active' | 'inactive',
): void {
  const changed = changes.find(({ name }) => name === 'state');
  if (changed?.after !== state) {
    throw new IdpError(
      'cannot-be-undone',
      `It was not this task that made identity ${identity.id} ${state}.`,
    );
  }
  if (identity.state === state) return;
  throw new IdpError(
    'cannot-be-undone',
    `Somebody changed identity ${identity.id} since: it is ${String(identity.state)}.`,
  );
}
