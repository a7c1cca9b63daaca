import type { Conversion } from '../../passwords/convert/conversion.ts';
import { convertFusionauth } from '../../passwords/convert/convert-fusionauth.ts';
import type { AccountPassword } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { textOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';

type User = Readonly<Record<string, unknown>>;

export interface UserPassword {
  readonly password: AccountPassword | undefined;
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** Without an `encryptionScheme` the password is the password itself (Import Users of FusionAuth's API). */
export function userPassword(user: User): UserPassword {
  const text = textOf(user['password']);
  if (text === undefined) {
    const isPerson = textOf(user['email']) !== undefined || textOf(user['username']) !== undefined;
    return { password: undefined, used: [], problems: isPerson ? [noHash] : [] };
  }
  const conversion: Conversion =
    textOf(user['encryptionScheme']) === undefined
      ? {
          to: 'plain',
          password: text,
          reason: 'there is no encryptionScheme, so that this is the password itself',
        }
      : convertFusionauth(user);
  return {
    password: { field: 'password', conversion },
    used: ['password', 'salt', 'factor', 'encryptionScheme'],
    problems: flagOf(user['passwordChangeRequired']) === true ? [mustChange] : [],
  };
}

const noHash: IdentityProblem = {
  code: 'password',
  field: 'password',
  message:
    'there is no password: the API of FusionAuth gives none away, its database has the hashes; or the user signs in elsewhere',
  rejects: false,
};
const mustChange: IdentityProblem = {
  code: 'password',
  field: 'passwordChangeRequired',
  message:
    'FusionAuth asks for another password at the next login, and Kratos does not; the old one goes on working',
  rejects: false,
};
