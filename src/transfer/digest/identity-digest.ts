import { hash } from 'node:crypto';
import type { Identity } from '@ory/client';
import { IdpError } from '../../errors/idp-error.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { comparedFields } from './compared-fields.ts';
import type { Completion, ReadyRow } from '../import/import-row.ts';
import { heldPassword, mayBeRehashed, passwordKinds, sentPassword } from './password-mark.ts';

/**
 * What an import sent of a row, so short that a million of them are kept: which fields there were, and 48 bits of SHA-256
 * of each. Of the addresses it tells only those that the row itself claims to be verified or not.
 */
export function identityDigest(create: ReadyRow['create'], completion: Completion | undefined): Uint8Array {
  let present = 0;
  let parts = '';
  for (const [index, { name, sent }] of comparedFields.entries()) {
    const text = sent(create, completion);
    if (text === undefined) continue;
    present |= 1 << index;
    parts += part(name, text);
  }
  const password = sentPassword(create.credentials?.password);
  if (password.hash !== undefined) parts += part('password', password.hash);
  const addresses = (create.verifiable_addresses ?? []).slice(0, mostAddresses);
  for (const address of addresses) parts += part('address', addressText(address));
  const kind = passwordKinds.indexOf(password.kind);
  const head = String.fromCharCode(version, present & 0xff, present >> 8, kind, addresses.length);
  return Buffer.from(head + parts, 'latin1');
}

/**
 * The names of the fields by which an identity differs from what was sent: those of `comparedFields`, `password` and
 * `verifiable_addresses`. What was not sent is compared as Kratos's default, but for the schema. A password that was sent
 * in the clear only has to be there. `identity` comes with the configuration of password, totp and lookup_secret.
 * Fails with storage-failed for a digest of another version.
 */
export function differingFields(digest: Uint8Array, identity: Identity): string[] {
  const read = readDigest(digest);
  const differing = comparedFields.flatMap(({ name, held, isKratosChoice }) => {
    const sent = read.fields.get(name);
    if (sent === undefined && isKratosChoice === true) return [];
    const text = held(identity);
    return sent === (text === undefined ? undefined : part(name, text)) ? [] : [name];
  });
  if (!isSamePassword(read, identity)) differing.push('password');
  const held = new Set((identity.verifiable_addresses ?? []).map((one) => part('address', addressText(one))));
  if (!read.addresses.every((one) => held.has(one))) differing.push('verifiable_addresses');
  return differing;
}

/**
 * Of an identity whose password differs: whether a login alone may have made that of what was sent. A password that was
 * set anew since looks the same.
 */
export function isRehashed(digest: Uint8Array, identity: Identity): boolean {
  const read = readDigest(digest);
  return !isSamePassword(read, identity) && mayBeRehashed(read.passwordKind, heldPassword(identity).kind);
}

type ReadDigest = {
  readonly fields: ReadonlyMap<string, string>;
  readonly passwordKind: (typeof passwordKinds)[number];
  readonly password: string | undefined;
  readonly addresses: readonly string[];
};

const version = 1;
const headLength = 5;
const partLength = 6;
/** What one byte counts. */
const mostAddresses = 255;

function readDigest(digest: Uint8Array): ReadDigest {
  if (digest[0] !== version) {
    throw new IdpError(
      'storage-failed',
      'The journal of this import was written by another version of idp.',
      {
        hint: 'Use the version of idp that ran the import, or a later one.',
      },
    );
  }
  const [, low = 0, high = 0, kind = 0, addressCount = 0] = digest;
  const present = low | (high << 8);
  const text = Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString('latin1');
  let at = headLength;
  const next = () => text.slice(at, (at += partLength));
  const fields = new Map<string, string>();
  for (const [index, { name }] of comparedFields.entries()) {
    if ((present & (1 << index)) !== 0) fields.set(name, next());
  }
  const passwordKind = passwordKinds[kind] ?? 'none';
  const password = hashed.has(passwordKind) ? next() : undefined;
  return { fields, passwordKind, password, addresses: Array.from({ length: addressCount }, next) };
}

const hashed: ReadonlySet<string> = new Set(['bcrypt', 'argon2id', 'other']);

function isSamePassword({ passwordKind, password }: ReadDigest, identity: Identity): boolean {
  const held = heldPassword(identity);
  if (passwordKind === 'plain') return held.hash !== undefined;
  if (password === undefined || held.hash === undefined) return passwordKind === held.kind;
  return password === part('password', held.hash);
}

const addressText = (address: {
  readonly value: string;
  readonly via: string;
  readonly verified: boolean;
}): string => `${address.via}:${normaliseIdentifier(address.value)} ${String(address.verified)}`;

/** `binary` is by far the quickest that node:crypto gives. The label keeps it from being a digest that others make, too. */
const part = (name: string, text: string): string =>
  hash('sha256', `idp import: ${name}: ${text}`, 'binary').slice(0, partLength);
