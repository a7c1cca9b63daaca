import { type Conversion, refused } from '../../passwords/convert/conversion.ts';
import { convertFirebase } from '../../passwords/convert/convert-firebase.ts';
import type { AccountPassword } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';
import type { SourceSettings } from '../source-settings.ts';

type User = Readonly<Record<string, unknown>>;

export interface UserPassword {
  readonly password: AccountPassword | undefined;
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** `hasOtherWays`: a link or a telephone. */
export function userPassword(user: User, settings: SourceSettings, hasOtherWays: boolean): UserPassword {
  const hash = textOf(user['passwordHash']);
  if (hash !== undefined) {
    return {
      password: { field: 'passwordHash', conversion: conversionOf(user, hash, settings) },
      used: ['passwordHash', 'salt', 'passwordSalt'],
      problems: [],
    };
  }
  const isPasswordUser = signsInBy(user).includes('password');
  const isPerhaps = textOf(user['email']) !== undefined && !hasOtherWays;
  return { password: undefined, used: [], problems: isPasswordUser || isPerhaps ? [noHash] : [] };
}

function conversionOf(user: User, hash: string, settings: SourceSettings): Conversion {
  if (hash === redacted) return refused(withoutRight);
  if (![undefined, null, 0, '0'].includes(user['version'] as 0)) return refused(foreignHash);
  const config = settings.details['hash_config'];
  if (config === undefined) return refused(noConfig);
  return convertFirebase({ hash, salt: user['salt'] ?? user['passwordSalt'], config });
}

function signsInBy(user: User): string[] {
  return objectsOf(user['providerUserInfo'] ?? user['providerData']).map(({ object }) =>
    String(object['providerId']),
  );
}

/** `REDACTED` in base64. */
const redacted = 'UkVEQUNURUQ=';
const withoutRight =
  'Firebase keeps the hash from whoever lacks the right to read it: export as owner, or with firebaseauth.configs.getHashConfig';
const foreignHash =
  'the hash is of another algorithm than that of the project: the user was imported and has not signed in since';
const noConfig =
  'the hash needs the password hash parameters of the project: give what the Firebase console shows with --hash-config FILE';
const noHash: IdentityProblem = {
  code: 'password',
  field: 'passwordHash',
  message:
    'there is no hash: the user signs in by links sent to the address, or was imported and has not signed in since, for then Firebase exports none',
  rejects: false,
};
