import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import type { Identity } from '../identities/identity.ts';
import { normalizeIdentifier } from '../identities/normalize-identifier.ts';
import { updateIdentity } from '../identities/save-identity.ts';
import { findIdentity, findIdentityByIdentifier } from '../identities/store.ts';
import { KratosError } from '../kratos-error.ts';
import { exceedsBcryptLimit } from '../../passwords/bcrypt-limit.ts';
import { hashPassword } from '../../passwords/hash-password.ts';
import { hashFormatOf } from '../../passwords/recognised-prefix.ts';
import { verifyPassword } from '../../passwords/verify-password.ts';

/**
 * The identity that this identifier and password belong to, of whatever state; undefined alike for an unknown
 * identifier, a wrong password, one that was never set and a hash that matches nothing. A hash that is not
 * bcrypt is replaced by one; a bcrypt hash stays, of whatever cost.
 * Throws 500 for an identity whose password only a migration hook knows, as Kratos does without a hook.
 */
export async function identityWithPassword(
  context: SandboxContext,
  identifier: string,
  password: string,
): Promise<Identity | undefined> {
  const normalized = normalizeIdentifier('password', identifier);
  const identity = findIdentityByIdentifier(context.db, normalized, ['password']);
  if (identity === undefined) return undefined;
  const config = identity.credentials.get('password')?.config ?? {};
  const hash = config['hashed_password'];
  if (config['use_password_migration_hook'] === true && !hash) throw noMigrationHook();
  if (typeof hash !== 'string' || !(await verifyPassword(password, hash)).match) return undefined;
  if (hashFormatOf(hash) !== 'bcrypt') await rehash(context, identity.id, hash, password);
  return findIdentity(context.db, identity.id);
}

// A password that bcrypt would cut keeps its old hash. So does one that was changed in the meantime.
async function rehash(
  context: SandboxContext,
  id: string,
  verified: string,
  password: string,
): Promise<void> {
  if (exceedsBcryptLimit(password)) return;
  const hash = await hashPassword(password, { cost: context.bcryptCost });
  write(context.db, () => {
    const identity = findIdentity(context.db, id);
    const credential = identity?.credentials.get('password');
    if (identity === undefined || credential?.config['hashed_password'] !== verified) return;
    identity.credentials.set('password', { ...credential, config: { hashed_password: hash } });
    updateIdentity(context, identity);
  });
}

function noMigrationHook(): KratosError {
  return new KratosError(500, 'Invalid configuration', {
    id: 'invalid_configuration',
    reason: 'Password migration hook is not enabled but password migration is requested.',
  });
}
