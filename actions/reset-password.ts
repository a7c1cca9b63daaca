import * as z from 'zod/mini';
import { defineIdentityAction, type IdentityActionContext } from '../src/engine/define-action.ts';
import { goDuration, secretReference, secretResult } from '../src/engine/parameter-kinds.ts';
import { IdpError } from '../src/errors/idp-error.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { makeRecoveryCode } from '../src/kratos/recovery-code.ts';
import { revokeAfterFailure } from '../src/kratos/revoke-after-failure.ts';
import { finishByRevoking } from '../src/kratos/revoke-sessions.ts';
import { hashSecretPassword, readPassword } from '../src/secrets/password-secret.ts';
import type { Secret } from '../src/secrets/secret.ts';

export default defineIdentityAction({
  params: {
    'password-secret-id': z.optional(
      secretReference().check(
        z.describe('Secret whose key password holds the new password; without it a recovery code is made.'),
      ),
    ),
    // No default: without a secret only an explicit true is a contradiction.
    'revoke-sessions': z.optional(
      z
        .boolean()
        .check(
          z.describe('Whether to end the sessions; true by default with a secret, impossible without one.'),
        ),
    ),
    'expires-in': z.optional(
      goDuration().check(
        z.describe(
          'How long the recovery code lasts, a Go duration; 1h where not given. Only without a secret.',
        ),
      ),
    ),
  },
  results: {
    changed: z.boolean(),
    'sessions-revoked': z.optional(z.number()),
    'recovery-link': z.optional(secretResult()),
    'recovery-code': z.optional(secretResult()),
    'expires-at': z.optional(z.string()),
  },
  async check(params, { secrets }) {
    const { 'password-secret-id': secretId, 'revoke-sessions': revoke, 'expires-in': expiresIn } = params;
    if (secretId === undefined && revoke === true) {
      throw new IdpError(
        'usage',
        'revoke-sessions=true goes with password-secret-id: a recovery code ends no sessions.',
        { hint: 'End them on their own: idp run invalidate-identity-sessions.' },
      );
    }
    if (secretId !== undefined && expiresIn !== undefined) {
      throw new IdpError(
        'usage',
        'expires-in is about a recovery code, and password-secret-id sets a password.',
        { hint: 'Give one of the two.' },
      );
    }
    if (secretId !== undefined) await readPassword(secrets, secretId);
  },
  undo: 'The password that it replaced is kept nowhere, and a code that was given cannot be taken back.',
  async run(params, context) {
    const { 'password-secret-id': secretId, 'revoke-sessions': revoke, 'expires-in': expiresIn } = params;
    const { identity, kratos } = context;
    if (secretId === undefined) {
      const recovery = await makeRecoveryCode(kratos, identity.id, expiresIn ?? '1h');
      return { 'identity-id': identity.id, changed: true, ...recovery };
    }
    const hash = await hashSecretPassword(context.secrets, secretId);
    await setPassword(context, hash, revoke !== false);
    const revoked = revoke === false ? 0 : await finishByRevoking(kratos, identity.id);
    return { 'identity-id': identity.id, changed: true, 'sessions-revoked': revoked };
  },
});

/**
 * One JSON Patch, which keeps metadata, external_id, state and other credentials (a PUT erases them) and works whether
 * or not there is a password row; then read back, because Kratos checks nothing of a patched hash.
 */
async function setPassword(context: IdentityActionContext, hash: Secret, revoke: boolean): Promise<void> {
  const { identity, kratos, report, log } = context;
  try {
    await kratos.patchIdentity(identity.id, [
      {
        op: 'add',
        path: '/credentials/password',
        value: { type: 'password', config: { hashed_password: hash } },
      },
    ]);
  } catch (error) {
    // Whoever had the old password must not stay signed in because the new one was refused.
    if (revoke) await revokeAfterFailure(error, kratos, identity.id, { report, log });
    const hint = `The old password stays. A recovery code still works: idp run reset-password ${identity.id}`;
    throw explainRefusedChange(error, identity.id, hint);
  }
  report({ changed: true });
  try {
    await requireKept(context, hash);
  } catch (error) {
    if (revoke) await revokeAfterFailure(error, kratos, identity.id, { report, log, changed: true });
    throw error;
  }
}

async function requireKept({ identity, kratos, log }: IdentityActionContext, hash: Secret): Promise<void> {
  const after = await kratos.getIdentity(identity.id, ['password']);
  const kept = after.credentials?.['password'];
  if (hashIn(kept?.config) !== hash.reveal()) {
    throw new IdpError(
      'unexpected-answer',
      'Kratos accepted the new password, but does not show it when asked again.',
      {
        hint: 'Somebody may have changed it at the same moment: run it again.',
      },
    );
  }
  if ((kept?.identifiers ?? []).length === 0) {
    log(
      'This identity has no identifier to log in with: no trait of its schema is one. The password is of no use yet.',
    );
  }
}

function hashIn(config: object | undefined): unknown {
  return config !== undefined && 'hashed_password' in config ? config.hashed_password : undefined;
}
