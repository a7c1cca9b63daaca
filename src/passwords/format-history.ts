import type { KratosVersion } from './kratos-version.ts';
import type { HashFormat } from './recognised-prefix.ts';

/**
 * The first release of Kratos that imports a format and compares with it. Read off hash/hash_comparator.go and
 * identity/handler_import.go at each tag of ory/kratos from v0.8.0-alpha.1 to v26.2.0. v0.9.0 is the first to import
 * hashes at all. There is no v0.12 and no v2 to v24. The commits that brought them:
 *
 * | format | commit |
 * |---|---|
 * | argon2i | 8fdadf9d1 (#2395) |
 * | scrypt | 3e3b59e53 (#2689) |
 * | firescrypt | 3852eb460 (#2734) |
 * | md5 | d1b4e1748 (#2725) |
 * | ssha, sha | 132255eff (#2741) |
 * | md5-crypt, sha256-crypt, sha512-crypt | afe06db95 (#3303) |
 * | hmac | 0a0e1f720 (#3544) |
 */
export const formatSince: Readonly<Record<HashFormat, KratosVersion>> = {
  bcrypt: release(0, 9),
  argon2id: release(0, 9),
  pbkdf2: release(0, 9),
  argon2i: release(0, 10),
  scrypt: release(0, 11),
  firescrypt: release(0, 11),
  md5: release(0, 11),
  ssha: release(0, 13),
  sha: release(0, 13),
  'md5-crypt': release(1, 0),
  'sha256-crypt': release(1, 0),
  'sha512-crypt': release(1, 0),
  hmac: release(1, 1),
};

/** The password migration hook (commit c9d55730a, #3978): `use_password_migration_hook` of an import, and the call at login. */
export const migrationHookSince = release(1, 3);

/**
 * sha256-crypt and sha512-crypt without `rounds=`: v1.3.0 took go-crypt v0.2.25 for v0.2.9, whose shacrypt/decoder.go
 * wanted five parts always.
 */
export const omittedRoundsSince = release(1, 3);

function release(major: number, minor: number): KratosVersion {
  return { major, minor, patch: 0 };
}
