import type { JsonPatch } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { KratosRejection } from '../../kratos/answer.ts';
import { completionPatch } from './completion-patch.ts';
import { factorChanges } from './credential-changes.ts';
import type { Completion } from '../import/import-row.ts';
import { patchInDoubt } from './patch-in-doubt.ts';
import type { RefusedRow } from './update-identity.ts';

/**
 * Gives an identity that was just made its second factors, as one JSON Patch. With `again`, where it may have been done
 * before: then a factor that is there is let alone, for its owner may have used up a recovery code, or enrolled another app.
 * Fails as the admin API does: with identity-not-found where the identity is gone.
 */
export async function completeIdentity(
  admin: KratosAdmin,
  identityId: string,
  completion: Completion,
  { again = false }: { readonly again?: boolean } = {},
): Promise<'done' | RefusedRow> {
  let mayBeThere = again;
  const changes = async (): Promise<JsonPatch[]> => {
    if (!mayBeThere) {
      mayBeThere = true;
      return completionPatch(identityId, completion);
    }
    const identity = await admin.getIdentity(identityId, ['totp', 'lookup_secret']);
    const has = (kind: keyof Completion) => identity.credentials?.[kind] !== undefined;
    const { totp, lookup_secret } = completion;
    return factorChanges(identity, {
      ...(totp !== undefined && !has('totp') && { totp }),
      ...(lookup_secret !== undefined && !has('lookup_secret') && { lookup_secret }),
    });
  };
  try {
    await patchInDoubt(admin, identityId, changes);
    return 'done';
  } catch (error) {
    if (!(error instanceof KratosRejection)) throw error;
    const message = `Kratos refuses the second factors for the identity ${identityId}; the identity itself is there`;
    return {
      problem: { code: 'completion', pointer: '/credentials', message, rejects: false },
      answer: { status: error.status, reason: error.reason ?? '' },
    };
  }
}
