import { type Conversion, refused } from '../../passwords/convert/conversion.ts';
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
  return {
    password: { field: 'password', conversion: conversionOf(user, text) },
    used: ['password', 'salt', 'factor', 'encryptionScheme'],
    problems: flagOf(user['passwordChangeRequired']) === true ? [mustChange] : [],
  };
}

/** Only hashes have a salt; taken for the password itself, a hash would let in whoever has seen it. */
function conversionOf(user: User, text: string): Conversion {
  if (textOf(user['encryptionScheme']) !== undefined) return convertFusionauth(user);
  if (textOf(user['salt']) !== undefined) return refused(hashOfNoScheme);
  const reason = 'there is no encryptionScheme, so that this is the password itself';
  return { to: 'plain', password: text, reason };
}

const hashOfNoScheme =
  'there is a salt, so that this is a hash, and no encryptionScheme that says of which kind: write it to each user';
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
