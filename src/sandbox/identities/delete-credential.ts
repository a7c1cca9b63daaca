import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { GoJsonError } from '../go-json.ts';
import { badRequest, KratosError, notFound } from '../kratos-error.ts';
import { applySchema } from './apply-schema.ts';
import { countFirstFactors } from './first-factors.ts';
import type { Credential, Identity } from './identity.ts';
import { linkIdentifier } from './import-credentials.ts';
import { refuseUnreadableFirstFactors } from './readable-configs.ts';
import { passwordlessKeys } from './security-keys.ts';
import { updateIdentity } from './save-identity.ts';
import { storedLinks } from './stored-links.ts';
import { findIdentity } from './store.ts';

/**
 * Removes one kind of credential, or one link to a provider, which `identifier` names.
 * Throws 404 for what is not there and 400 for what Kratos does not let go: the last first factor,
 * passkeys and codes.
 */
export function deleteCredential(
  context: SandboxContext,
  id: string,
  type: string,
  identifier: string,
): void {
  write(context.db, () => {
    const identity = findIdentity(context.db, id);
    if (identity === undefined) throw notFound();
    const credential = [...identity.credentials.values()].find((found) => found.type === type);
    if (credential === undefined) {
      throw notFound(`You tried to remove a ${type} but this user have no ${type} set up.`);
    }
    remove(identity, credential, identifier);
    applySchema(context, identity);
    updateIdentity(context, identity);
  });
}

function remove(identity: Identity, credential: Credential, identifier: string): void {
  const { type } = credential;
  if (type === 'totp' || type === 'lookup_secret') {
    identity.credentials.delete(type);
  } else if (type === 'webauthn') {
    removeSecondFactorKeys(identity, credential);
  } else if (type === 'password' || type === 'oidc' || type === 'saml') {
    refuseUnreadableFirstFactors(identity);
    if (countFirstFactors(identity) < 2) {
      throw badRequest('You cannot remove the last first factor credential.');
    }
    if (type === 'password') credential.config = {};
    else removeLink(credential, identifier);
  } else {
    throw badRequest(`Credentials type ${type} cannot be deleted.`);
  }
}

function removeSecondFactorKeys(identity: Identity, credential: Credential): void {
  const keys = passwordlessKeys(credential.config);
  if (keys.length === 0) identity.credentials.delete('webauthn');
  else credential.config = { credentials: keys, user_handle: credential.config['user_handle'] ?? null };
}

function removeLink(credential: Credential, identifier: string): void {
  if (identifier === '') throw badRequest('You must provide an identifier to delete this credential.');
  const links = readableLinks(credential);
  const kept = links.filter((link) => linkIdentifier(link) !== identifier);
  if (kept.length === links.length) {
    throw notFound(`The identifier \`${identifier}\` was not found among OIDC credentials.`);
  }
  credential.config = { providers: kept };
  credential.identifiers = kept.map(linkIdentifier);
}

function readableLinks({ config }: Credential): ReturnType<typeof storedLinks> {
  try {
    return storedLinks(config);
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error;
    throw new KratosError(500, 'An internal server error occurred, please contact the system administrator', {
      reason: 'Unable to decode identity credentials.',
    });
  }
}
