import type { CreateIdentityBody, Identity } from '@ory/client';
import * as z from 'zod/mini';
import { defineAction, type ActionContext } from '../src/engine/define-action.ts';
import { goDuration, secretReference, secretResult } from '../src/engine/parameter-kinds.ts';
import { IdpError } from '../src/errors/idp-error.ts';
import { isStatus, type KratosAdmin } from '../src/kratos/admin.ts';
import { identifierHolder } from '../src/kratos/identifier-holder.ts';
import { maskAddress } from '../src/kratos/mask.ts';
import { makeRecoveryCode, type RecoveryResults } from '../src/kratos/recovery-code.ts';
import { requireAsCreated } from '../src/kratos/require-as-created.ts';
import { hashSecretPassword, readPassword } from '../src/secrets/password-secret.ts';

export default defineAction({
  params: {
    username: z.string().check(z.describe('User name, a trait and a way to log in.')),
    email: z.string().check(z.describe('E-mail address; no other account may have it.')),
    name: z.optional(z.string().check(z.describe('Full name.'))),
    'phone-number': z.optional(z.string().check(z.describe('Phone number.'))),
    'password-secret-id': z.optional(
      secretReference().check(
        z.describe('Secret whose key password holds the new password; without it a recovery code is made.'),
      ),
    ),
    'schema-id': z.optional(
      z
        .string()
        .check(
          z.describe('Identity schema; else the admin schema of the context, else admin_v0.'),
          z.meta({ format: 'schema-id' }),
        ),
    ),
    'expires-in': z._default(
      goDuration().check(z.describe('How long the recovery code lasts, a Go duration such as 30m.')),
      '1h',
    ),
  },
  results: {
    'identity-id': z.string(),
    changed: z.boolean(),
    'recovery-link': z.optional(secretResult()),
    'recovery-code': z.optional(secretResult()),
    'expires-at': z.optional(z.string()),
  },
  async check({ 'password-secret-id': secretId }, { secrets }) {
    if (secretId !== undefined) await readPassword(secrets, secretId);
  },
  async run(params, context) {
    const { username, email, 'password-secret-id': secretId } = params;
    const schemaId = params['schema-id'] ?? context.settings.adminSchemaId;
    const created = await create(context, {
      schema_id: schemaId,
      traits: {
        username,
        email,
        ...(params.name === undefined ? {} : { name: params.name }),
        ...(params['phone-number'] === undefined ? {} : { phone_number: params['phone-number'] }),
      },
      ...(secretId === undefined ? {} : { credentials: await passwordCredential(context, secretId) }),
    });
    const done = { 'identity-id': created.id, changed: true };
    if (secretId !== undefined) return done;
    context.report(done);
    return { ...done, ...(await firstRecoveryCode(context.kratos, created.id, params['expires-in'])) };
  },
  async undo({ identityId, results }, { kratos, identity, log }) {
    requireAsCreated(identity, identityId);
    await kratos.deleteIdentity(identity.id);
    if (results['recovery-code'] !== undefined)
      log('The recovery code that was given is of no use any more.');
    return { 'identity-id': identity.id, changed: true };
  },
});

/** Hashed here, so that no clear text crosses the wire; Kratos stores the hash as it is. */
async function passwordCredential(
  context: ActionContext,
  secretId: string,
): Promise<NonNullable<CreateIdentityBody['credentials']>> {
  const hash = await hashSecretPassword(context.secrets, secretId);
  // The builder's type wants a string here; only the transport may reveal it.
  return { password: { config: { hashed_password: hash as unknown as string } } };
}

async function create(context: ActionContext, body: CreateIdentityBody): Promise<Identity> {
  try {
    return requireSame(await context.kratos.createIdentity(body), body.traits as AdminTraits);
  } catch (error) {
    if (isStatus(error, 409)) throw await whoHasIt(context.kratos, body.traits as AdminTraits, error);
    if (isStatus(error, 400) && /Unable to find JSON Schema ID/.test(error.reason ?? '')) {
      throw new IdpError('kratos-rejected', `This Kratos has no identity schema ${body.schema_id}.`, {
        hint: 'Give schema-id=, or set the admin schema of the context with idp context add --admin-schema-id.',
        cause: error,
      });
    }
    throw error;
  }
}

/** A recovery code must not be made for somebody else. */
function requireSame(created: Identity, { username, email }: AdminTraits): Identity {
  const answered = (created.traits ?? {}) as Partial<AdminTraits>;
  if ((answered.username ?? username) === username && (answered.email ?? email) === email) return created;
  throw new IdpError(
    'unexpected-answer',
    `Kratos was asked for a new account, and answered with another (${created.id}).`,
    {
      hint: 'Look what stands between here and Kratos, and with idp run get-identity whether the account was made.',
    },
  );
}

type AdminTraits = { readonly username: string; readonly email: string };

/** Kratos's 409 says neither which identifier is taken nor by whom; looking both up does. */
async function whoHasIt(kratos: KratosAdmin, traits: AdminTraits, conflict: Error): Promise<IdpError> {
  const taken: { parameter: string; 'identity-id': string }[] = [];
  for (const parameter of ['username', 'email'] as const) {
    const holder = await holderOf(kratos, traits[parameter]);
    if (holder !== undefined) taken.push({ parameter, 'identity-id': holder });
  }
  const sentences = taken.map(
    (one) =>
      `the ${one.parameter} ${maskAddress(traits[one.parameter as keyof AdminTraits])} is taken by identity ${one['identity-id']}`,
  );
  const said =
    sentences.length === 0 ? 'an identity with the same identifier exists' : sentences.join(', and ');
  return new IdpError('identity-exists', `No account was made: ${said}.`, {
    hint:
      taken[0] === undefined
        ? 'It may hold the address without logging in with it: look with idp run get-identity email=… --scan.'
        : `Look at it with idp run get-identity ${taken[0]['identity-id']}, or choose another ${taken[0].parameter}.`,
    details: { taken },
    cause: conflict,
  });
}

/** A look-up that fails must not hide the clash. */
async function holderOf(kratos: KratosAdmin, identifier: string): Promise<string | undefined> {
  try {
    return await identifierHolder(kratos, identifier);
  } catch (error) {
    if (error instanceof IdpError && error.code !== 'aborted') return undefined;
    throw error;
  }
}

async function firstRecoveryCode(
  kratos: KratosAdmin,
  identityId: string,
  expiresIn: string,
): Promise<RecoveryResults> {
  try {
    return await makeRecoveryCode(kratos, identityId, expiresIn);
  } catch (error) {
    if (!(error instanceof IdpError) || error.code === 'aborted') throw error;
    throw new IdpError(error.code, `The account was made, but no recovery code: ${error.message}`, {
      recorded: `The account was made, but no recovery code: ${error.recorded}`,
      hint: `Finish with: idp run reset-password ${identityId} expires-in=${expiresIn}`,
      ...(error.details === undefined ? {} : { details: error.details }),
      cause: error,
    });
  }
}
