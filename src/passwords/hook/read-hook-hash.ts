import { readApr1 } from './apr1.ts';
import { readForeignArgon2 } from './argon2.ts';
import type { Compare } from './compare.ts';
import { readDjangoBcryptSha256 } from './django-bcrypt-sha256.ts';
import { readDrupal } from './drupal.ts';
import { readFusionauth } from './fusionauth.ts';
import { readHmacSha256Utf16 } from './hmac-sha256-utf16.ts';
import { type HookKind, hookKinds } from './hook-kinds.ts';
import { readKratos } from './kratos.ts';
import { readLdapSha384 } from './ldap-sha384.ts';
import { readPbkdf2Sha2 } from './pbkdf2-sha2.ts';
import { readPepperedBcrypt } from './peppered-bcrypt.ts';
import { readPhpass } from './phpass.ts';
import { readSymfony } from './symfony.ts';
import { readWerkzeug } from './werkzeug.ts';
import { readWordpress } from './wordpress.ts';

/** A hash as the file of the hook has it. */
export type HookHash = { readonly kind: HookKind; readonly hash: string };

/** What compares a password with this hash. Throws UnmatchableHashError for one that no password can match. */
export function readHookHash({ kind, hash }: HookHash): Compare {
  return readers[kind](hash);
}

export function isHookKind(text: string): text is HookKind {
  return hookKinds.some((kind) => kind === text);
}

const readers: Readonly<Record<HookKind, (hash: string) => Compare>> = {
  phpass: readPhpass,
  wordpress: readWordpress,
  drupal: readDrupal,
  'django-bcrypt-sha256': readDjangoBcryptSha256,
  'peppered-bcrypt': readPepperedBcrypt,
  werkzeug: readWerkzeug,
  symfony: readSymfony,
  fusionauth: readFusionauth,
  'pbkdf2-sha2': readPbkdf2Sha2,
  argon2: readForeignArgon2,
  apr1: readApr1,
  'hmac-sha256-utf16': readHmacSha256Utf16,
  'ldap-sha384': readLdapSha384,
  kratos: readKratos,
};
