import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import type { Identity } from '../identities/identity.ts';
import { normalizeIdentifier } from '../identities/normalize-identifier.ts';
import { updateIdentity } from '../identities/save-identity.ts';
import { findIdentity, findIdentityByIdentifier } from '../identities/store.ts';
import { KratosError } from '../kratos-error.ts';
import { genericError, invalidCredentials, passwordTooLong } from '../public/messages.ts';
import { exceedsBcryptLimit, longestBcryptPassword } from '../../passwords/bcrypt-limit.ts';
import { hashPassword } from '../../passwords/hash-password.ts';
import { hashFormatOf } from '../../passwords/recognised-prefix.ts';
import { verifyPassword } from '../../passwords/verify-password.ts';
import { askMigrationHook } from './migration-hook.ts';
import type { Mistake } from './refuse-login.ts';

/**
 * The identity that this identifier and password belong to, of whatever state; one and the same mistake for an unknown
 * identifier, a wrong password, one that was never set and a hash that matches nothing. A hash that is not
 * bcrypt is replaced by one; a bcrypt hash stays, of whatever cost. A password that the migration hook knows is kept,
 * and the hook is not asked again, unless it is a mistake to keep it.
 * Throws 500 for an identity whose password only a hook knows where there is none, and 502 where it fails.
 */
export async function identityWithPassword(
  context: SandboxContext,
  identifier: string,
  password: string,
): Promise<Identity | Mistake> {
  const wrong = { message: invalidCredentials };
  const normalized = normalizeIdentifier('password', identifier);
  const identity = findIdentityByIdentifier(context.db, normalized, ['password']);
  if (identity === undefined) return wrong;
  const config = identity.credentials.get('password')?.config ?? {};
  const hash = config['hashed_password'];
  if (config['use_password_migration_hook'] === true && !hash) {
    if (context.migrationHook === undefined) throw noMigrationHook();
    if (!(await askMigrationHook(context.migrationHook, identifier, password))) return wrong;
    const mistake = mistakeOfKeeping(context, identity, password);
    if (mistake !== undefined) return mistake;
    await rehash(context, identity.id, hash, password);
  } else {
    if (typeof hash !== 'string' || !(await verifyPassword(password, hash)).match) return wrong;
    if (hashFormatOf(hash) !== 'bcrypt') await rehash(context, identity.id, hash, password);
  }
  return findIdentity(context.db, identity.id) ?? wrong;
}

/** Why Kratos cannot keep a password though the hook knows it; then nobody is let in (measured). */
function mistakeOfKeeping(
  context: SandboxContext,
  { schemaId, traits }: Identity,
  password: string,
): Mistake | undefined {
  if (exceedsBcryptLimit(password)) {
    const message = passwordTooLong(longestBcryptPassword, Buffer.byteLength(password));
    return { field: 'password', message };
  }
  const { problem } = context.schemas.get(schemaId).check({ traits });
  return problem === undefined ? undefined : { message: genericError(problem) };
}

// A password that bcrypt would cut keeps its old hash. So does one that was changed in the meantime.
async function rehash(
  context: SandboxContext,
  id: string,
  verified: unknown,
  password: string,
): Promise<void> {
  if (exceedsBcryptLimit(password)) return;
  const hash = await hashPassword(password, { cost: context.bcryptCost });
  write(context.db, () => {
    const identity = findIdentity(context.db, id);
    const credential = identity?.credentials.get('password');
    if (identity === undefined || credential === undefined) return;
    if (credential.config['hashed_password'] !== verified) return;
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
