import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { readFactors } from '../../kratos/factors.ts';
import { configOf } from '../digest/compared-fields.ts';
import { differingFields } from '../digest/identity-digest.ts';
import type { JournalRow } from '../journal/import-journal.ts';

/**
 * By what it shows that an identity is no longer what the import left, or that somebody uses it; undefined where nothing
 * does. A password that Kratos hashed anew is a trace of a login.
 */
export async function traceOfUse(
  row: Pick<JournalRow, 'digest' | 'completion'>,
  identity: Identity,
  kratos: Pick<KratosAdmin, 'listSessions'>,
): Promise<string | undefined> {
  const fields = differingFields(row.digest, identity).filter(
    (field) => !isStillToCome(field, row, identity),
  );
  if (fields.length > 0) return fields.join(', ');
  if (hasUsedCode(identity)) return 'a recovery code is used';
  const sessions = await kratos.listSessions(identity.id, true);
  return sessions.length > 0 ? 'somebody is signed in' : undefined;
}

/** What was to follow the creation, and has not. */
const isStillToCome = (field: string, { completion }: Pick<JournalRow, 'completion'>, identity: Identity) =>
  (field === 'totp' || field === 'lookup_secret') &&
  (completion === 'due' || completion === 'refused') &&
  identity.credentials?.[field] === undefined;

function hasUsedCode(identity: Identity): boolean {
  const codes = configOf(identity, 'lookup_secret')['recovery_codes'];
  return Array.isArray(codes) && codes.length > (readFactors(identity).lookupSecrets ?? 0);
}
