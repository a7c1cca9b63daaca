import type { Identity, JsonPatch } from '@ory/client';
import type { CredentialKind } from '../../kratos/admin.ts';
import { configOf } from '../digest/compared-fields.ts';
import { completionPatch } from './completion-patch.ts';
import type { Completion, ReadyRow } from '../import/import-row.ts';
import { linkChanges, missingLinks, type SentLink } from './link-changes.ts';
import { heldPassword, sentPassword } from '../digest/password-mark.ts';
import { RowRefusal } from './row-refusal.ts';

/**
 * The JSON Patch that gives an identity the credentials of a row: the password and the second factors replace what it has,
 * links are added to those that it has. `identity` comes with the configuration of `shownCredentials` and `linksToAdd`.
 * Throws RowRefusal for what would lose something, and for a password in the clear.
 */
export function credentialChanges(identity: Identity, ready: ReadyRow): JsonPatch[] {
  const { create, completion } = ready;
  return [
    ...passwordChanges(identity, create.credentials?.password),
    ...linkChanges(identity, 'oidc', linksOf(create, 'oidc')),
    ...linkChanges(identity, 'saml', linksOf(create, 'saml')),
    ...(completion === undefined ? [] : factorChanges(identity, completion)),
  ];
}

/** Of which kinds a row has credentials, those whose configuration is read in any case. */
export function shownCredentials({ create, completion }: ReadyRow): CredentialKind[] {
  const kinds: CredentialKind[] = [];
  if (create.credentials?.password !== undefined) kinds.push('password');
  if (completion?.totp !== undefined) kinds.push('totp');
  if (completion?.lookup_secret !== undefined) kinds.push('lookup_secret');
  return kinds;
}

/** Of which kinds links are to be added to others, so that the configuration of those is needed. */
export function linksToAdd(identity: Identity, { create }: ReadyRow): ('oidc' | 'saml')[] {
  return (['oidc', 'saml'] as const).filter((kind) => {
    const held = identity.credentials?.[kind]?.identifiers ?? [];
    return held.length > 0 && missingLinks(identity, kind, linksOf(create, kind)).length > 0;
  });
}

const linksOf = ({ credentials }: ReadyRow['create'], kind: 'oidc' | 'saml'): readonly SentLink[] =>
  credentials?.[kind]?.config.providers ?? [];

type Password = NonNullable<ReadyRow['create']['credentials']>['password'];

/** Kratos checks nothing of a patched hash, and keeps a patched plain password as it stands (measured). */
function passwordChanges(identity: Identity, password: Password): JsonPatch[] {
  const sent = sentPassword(password);
  const held = heldPassword(identity);
  if (sent.kind === 'plain') {
    throw new RowRefusal({
      code: 'password',
      pointer: '/credentials/password/config/password',
      message: 'a password in the clear cannot replace another; have it hashed here with --hash-passwords',
    });
  }
  // The hook is for who has no password in Kratos yet.
  const isSame = sent.kind === 'hook' ? held.kind !== 'none' : sent.hash === held.hash;
  if (sent.kind === 'none' || isSame) return [];
  const config =
    sent.kind === 'hook' ? { use_password_migration_hook: true } : { hashed_password: sent.hash };
  return [{ op: 'add', path: '/credentials/password', value: { type: 'password', config } }];
}

/** Those that differ. Of recovery codes that stay, it stays known which are used. */
export function factorChanges(identity: Identity, { totp, lookup_secret }: Completion): JsonPatch[] {
  const differing: Completion = {};
  if (totp !== undefined && totp.config.totp_url !== configOf(identity, 'totp')['totp_url']) {
    differing.totp = totp;
  }
  if (lookup_secret !== undefined) {
    const held = heldCodes(identity);
    const codes = lookup_secret.config.recovery_codes;
    const isSame = codes.length === held.size && codes.every(({ code }) => held.has(code));
    const recovery_codes = codes.map((one) => held.get(one.code) ?? one);
    if (!isSame) differing.lookup_secret = { config: { recovery_codes } };
  }
  return completionPatch(identity.id, differing);
}

type RecoveryCode = { readonly code: string };

function heldCodes(identity: Identity): ReadonlyMap<string, RecoveryCode> {
  const held = configOf(identity, 'lookup_secret')['recovery_codes'];
  return new Map(Array.isArray(held) ? held.map((one: RecoveryCode) => [one.code, one]) : []);
}
