import * as z from 'zod/mini';
import { defineIdentityAction, type IdentityActionContext } from '../src/engine/define-action.ts';
import { IdpError } from '../src/errors/idp-error.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { factorCredentials, nameFactors, readFactors, type Factors } from '../src/kratos/factors.ts';
import { requireFirstFactorLeft } from '../src/kratos/last-credential.ts';
import { revokeAfterFailure } from '../src/kratos/revoke-after-failure.ts';
import { finishByRevoking } from '../src/kratos/revoke-sessions.ts';

export default defineIdentityAction({
  params: {
    'mfa-type': z
      .enum(['totp', 'lookup_secret', 'webauthn', 'passkey', 'all'])
      .check(z.describe('Which factor; all is totp, lookup_secret and second-factor webauthn.')),
    'include-passkeys': z._default(
      z
        .boolean()
        .check(
          z.describe(
            'With all, also passkeys and passwordless keys; with webauthn, also its passwordless keys.',
          ),
        ),
      false,
    ),
    'allow-lockout': z._default(
      z.boolean().check(z.describe('Go on even when no way to sign in is left.')),
      false,
    ),
    'revoke-sessions': z._default(
      z
        .boolean()
        .check(z.describe('Whether to end the sessions; one that is not ended keeps its assurance level.')),
      true,
    ),
  },
  results: {
    changed: z.boolean(),
    before: z.array(z.string()),
    removed: z.array(z.string()),
    after: z.array(z.string()),
    'sessions-revoked': z.number(),
  },
  check({ 'mfa-type': type, 'include-passkeys': included }) {
    if (!included || type === 'all' || type === 'webauthn') return;
    throw new IdpError('usage', `include-passkeys goes with mfa-type=all or webauthn, not with ${type}.`);
  },
  undo: 'The second factors that it removed are kept nowhere; people set them up again.',
  async run(params, context) {
    const { identity, kratos, report, log } = context;
    const type = params['mfa-type'];
    const read = async (): Promise<Factors> =>
      readFactors(await kratos.getIdentity(identity.id, factorCredentials));
    const before = await read();
    const removals = removalsFor(before, type, params['include-passkeys']);
    const expected = removals.reduce((factors, removal) => ({ ...factors, ...removal.leaves }), before);
    requireFirstFactorLeft(before, expected, {
      identityId: identity.id,
      allowLockout: params['allow-lockout'],
    });
    report({ before: nameFactors(before) });
    let after = before;
    try {
      for (const removal of removals) {
        await removal.remove(context);
        after = await read();
        report({ changed: true, removed: removedBetween(before, after), after: nameFactors(after) });
      }
      requireGone(removals, removedBetween(before, after));
    } catch (error) {
      const changed = removedBetween(before, after).length > 0;
      if (params['revoke-sessions'] && changed) {
        await revokeAfterFailure(error, kratos, identity.id, { report, log, changed });
      }
      throw error;
    }
    const removed = removedBetween(before, after);
    const due =
      params['revoke-sessions'] && (removed.length > 0 || (await hasOutlivedFactors(context, type, after)));
    const revoked = due ? await finishByRevoking(kratos, identity.id) : 0;
    return {
      'identity-id': identity.id,
      changed: removed.length > 0 || revoked > 0,
      before: nameFactors(before),
      removed,
      after: nameFactors(after),
      'sessions-revoked': revoked,
    };
  },
});

/** One write: what it removes, by the names of `kinds`, what it leaves, and the deed. */
type Removal = {
  readonly kinds: readonly Kind[];
  readonly leaves: Partial<Factors>;
  readonly remove: (context: IdentityActionContext) => Promise<void>;
};

const kinds = ['totp', 'lookup_secret', 'webauthn', 'webauthn passwordless', 'passkey'] as const;
type Kind = (typeof kinds)[number];

/** What there is to remove, of what is asked for; a factor that is not configured needs no write. */
function removalsFor(before: Factors, type: string, includePasskeys: boolean): Removal[] {
  const asked = (kind: string): boolean => type === kind || type === 'all';
  const removals: Removal[] = [];
  if (asked('totp') && before.totp) {
    removals.push({ kinds: ['totp'], leaves: { totp: false }, remove: deleteCredential('totp') });
  }
  if (asked('lookup_secret') && before.lookupSecrets !== undefined) {
    removals.push({
      kinds: ['lookup_secret'],
      leaves: { lookupSecrets: undefined },
      remove: deleteCredential('lookup_secret'),
    });
  }
  if (asked('webauthn') && includePasskeys && before.passwordless > 0) {
    // DELETE keeps passwordless keys (measured), a PATCH takes them all.
    removals.push({
      kinds: before.webauthn > 0 ? ['webauthn', 'webauthn passwordless'] : ['webauthn passwordless'],
      leaves: { webauthn: 0, passwordless: 0 },
      remove: patchAway('webauthn'),
    });
  } else if (asked('webauthn') && before.webauthn > 0) {
    removals.push({ kinds: ['webauthn'], leaves: { webauthn: 0 }, remove: deleteCredential('webauthn') });
  }
  if ((type === 'passkey' || (type === 'all' && includePasskeys)) && before.passkeys > 0) {
    // Kratos has no DELETE for passkeys.
    removals.push({ kinds: ['passkey'], leaves: { passkeys: 0 }, remove: patchAway('passkey') });
  }
  return removals;
}

const deleteCredential =
  (kind: 'totp' | 'lookup_secret' | 'webauthn') =>
  ({ identity, kratos }: IdentityActionContext): Promise<void> =>
    explained(identity.id, kratos.deleteCredential(identity.id, kind));

const patchAway =
  (kind: 'webauthn' | 'passkey') =>
  ({ identity, kratos }: IdentityActionContext): Promise<void> =>
    explained(
      identity.id,
      kratos.patchIdentity(identity.id, [{ op: 'remove', path: `/credentials/${kind}` }]),
    );

async function explained(identityId: string, removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    throw explainRefusedChange(error, identityId);
  }
}

/**
 * Whether a session was opened with a factor that is asked for and no longer there: an earlier run removed it, and could
 * not end the sessions.
 */
async function hasOutlivedFactors(
  { identity, kratos }: IdentityActionContext,
  type: string,
  factors: Factors,
): Promise<boolean> {
  const removable: string[] = [
    ...(factors.totp ? [] : ['totp']),
    ...(factors.lookupSecrets === undefined ? ['lookup_secret'] : []),
    ...(factors.webauthn + factors.passwordless === 0 ? ['webauthn'] : []),
    ...(factors.passkeys === 0 ? ['passkey'] : []),
  ];
  const gone = new Set(removable.filter((kind) => type === kind || (type === 'all' && kind !== 'passkey')));
  const active = await kratos.listSessions(identity.id, true);
  return active.some((session) =>
    (session.authentication_methods ?? []).some((used) => gone.has(used.method ?? '')),
  );
}

/** Computed by reading, never from a status: Kratos answers 204 also where there was nothing to remove. */
function removedBetween(before: Factors, after: Factors): Kind[] {
  const gone: Record<Kind, boolean> = {
    totp: before.totp && !after.totp,
    lookup_secret: before.lookupSecrets !== undefined && after.lookupSecrets === undefined,
    webauthn: before.webauthn > 0 && after.webauthn === 0,
    'webauthn passwordless': before.passwordless > 0 && after.passwordless === 0,
    passkey: before.passkeys > 0 && after.passkeys === 0,
  };
  return kinds.filter((kind) => gone[kind]);
}

function requireGone(removals: readonly Removal[], removed: readonly Kind[]): void {
  const left = removals.flatMap((removal) => removal.kinds).filter((kind) => !removed.includes(kind));
  if (left.length === 0) return;
  throw new IdpError(
    'unexpected-answer',
    `Kratos accepted the removal, but still shows ${left.join(', ')}.`,
    {
      hint: 'Somebody may have enrolled again at the same moment: run it again.',
    },
  );
}
