import * as z from 'zod/mini';
import { defineIdentityAction, type IdentityActionContext } from '../src/engine/define-action.ts';
import { IdpError } from '../src/errors/idp-error.ts';
import { isStatus } from '../src/kratos/admin.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { factorCredentials, hasFirstFactor, readFactors } from '../src/kratos/factors.ts';
import { lastCredential, requireFirstFactorLeft } from '../src/kratos/last-credential.ts';
import { oidcLinks } from '../src/kratos/oidc-links.ts';

export default defineIdentityAction({
  params: {
    'credential-id': z
      .string()
      .check(z.describe('The link, provider:subject, as list-oidc-accounts gives it.')),
    'allow-lockout': z._default(
      z.boolean().check(z.describe('Go on even when no way to sign in is left.')),
      false,
    ),
  },
  results: { changed: z.boolean() },
  undo: 'The tokens of the link are kept nowhere; people link the account again.',
  async run(params, context) {
    const { identity, kratos } = context;
    const { 'credential-id': credentialId, 'allow-lockout': allowLockout } = params;
    const links = oidcLinks(identity).map((link) => link['credential-id']);
    if (!links.includes(credentialId)) throw notLinked(identity.id, links);
    const before = readFactors(await kratos.getIdentity(identity.id, factorCredentials));
    const after = { ...before, oidc: before.oidc.filter((link) => link !== credentialId) };
    requireFirstFactorLeft(before, after, { identityId: identity.id, allowLockout });
    if (hasFirstFactor(after)) {
      await unlink(context, credentialId, { allowLockout, only: links.length === 1 });
    } else {
      await unlinkOnly(context);
    }
    return { 'identity-id': identity.id, changed: true };
  },
});

/** Kratos's DELETE keeps the last first factor by its own count, which leaves out a password that no hook checks. */
async function unlink(
  context: IdentityActionContext,
  credentialId: string,
  how: { readonly allowLockout: boolean; readonly only: boolean },
): Promise<void> {
  const { identity, kratos } = context;
  try {
    await kratos.deleteCredential(identity.id, 'oidc', credentialId);
  } catch (error) {
    if (!isStatus(error, 400) || !/last first factor/.test(error.reason ?? '')) {
      throw explainRefusedChange(error, identity.id);
    }
    if (!how.allowLockout) throw lastCredential(identity.id, error);
    if (!how.only) throw error;
    await unlinkOnly(context);
  }
}

/** A PATCH does not count. */
async function unlinkOnly({ identity, kratos }: IdentityActionContext): Promise<void> {
  try {
    await kratos.patchIdentity(identity.id, [{ op: 'remove', path: '/credentials/oidc' }]);
  } catch (error) {
    throw explainRefusedChange(error, identity.id);
  }
}

function notLinked(identityId: string, links: readonly string[]): IdpError {
  const linked = links.length === 0 ? 'It has no links.' : `Its links: ${links.join(', ')}.`;
  return new IdpError('credential-not-found', `Identity ${identityId} has no such link. ${linked}`, {
    recorded: `Identity ${identityId} has no such link`,
    hint: `Give credential-id= as idp run list-oidc-accounts ${identityId} shows it; upper and lower case differ.`,
    details: { linked: links },
  });
}
