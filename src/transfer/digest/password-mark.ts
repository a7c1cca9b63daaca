import type { Identity } from '@ory/client';
import { configOf } from './compared-fields.ts';
import type { ReadyRow } from '../import/import-row.ts';

/** Kinds of passwords that are sent; the place in the list is that in a digest. */
export const passwordKinds = ['none', 'plain', 'hook', 'bcrypt', 'argon2id', 'other'] as const;
export type PasswordKind = (typeof passwordKinds)[number];

/** What an import sent as a password: its kind, and the hash where it is one. */
export interface PasswordMark {
  readonly kind: PasswordKind;
  readonly hash: string | undefined;
}

type SentPassword = NonNullable<ReadyRow['create']['credentials']>['password'];

/** As Kratos reads it: the hook before all, and a plain password before a hash beside it. */
export function sentPassword(sent: SentPassword): PasswordMark {
  const config: Readonly<Record<string, unknown>> | undefined = sent?.config;
  if (config === undefined) return { kind: 'none', hash: undefined };
  if (config['use_password_migration_hook'] === true) return { kind: 'hook', hash: undefined };
  if (isText(config['password'])) return { kind: 'plain', hash: undefined };
  return hashMark(config['hashed_password']);
}

/** Of an identity with the configuration of its password. Where there is none, Kratos has an empty one for who has an address. */
export function heldPassword(identity: Identity): PasswordMark {
  const config = configOf(identity, 'password');
  const mark = hashMark(config['hashed_password']);
  if (mark.kind !== 'none') return mark;
  return { kind: config['use_password_migration_hook'] === true ? 'hook' : 'none', hash: undefined };
}

/**
 * Whether a password may have come of the one that was sent by nothing but a login: then Kratos replaces a hash that its
 * own hasher does not make, and what the migration hook knew, by one of its own (measured with v26.2.0).
 */
export function mayBeRehashed(sent: PasswordKind, held: PasswordKind): boolean {
  if (held !== 'bcrypt' && held !== 'argon2id') return false;
  return sent === 'hook' || sent === 'other' || ((sent === 'bcrypt' || sent === 'argon2id') && sent !== held);
}

function hashMark(hash: unknown): PasswordMark {
  if (!isText(hash)) return { kind: 'none', hash: undefined };
  if (/^\$2[abzy]?\$/.test(hash)) return { kind: 'bcrypt', hash };
  return { kind: hash.startsWith('$argon2id$') ? 'argon2id' : 'other', hash };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
