import { IdpError } from '../errors/idp-error.ts';
import type { KratosAdmin } from './admin.ts';

/** Sets the state of an identity by JSON Patch, and believes it only when Kratos shows it. */
export async function setState(
  kratos: KratosAdmin,
  identityId: string,
  state: 'active' | 'inactive',
): Promise<void> {
  const after = await kratos.patchIdentity(identityId, [{ op: 'replace', path: '/state', value: state }]);
  if (after.state === state) return;
  throw new IdpError(
    'unexpected-answer',
    `Kratos accepted the state ${state}, but shows identity ${identityId} as ${String(after.state)}.`,
    {
      hint: 'Somebody may have changed it at the same moment: look with idp run get-identity, then run it again.',
    },
  );
}
