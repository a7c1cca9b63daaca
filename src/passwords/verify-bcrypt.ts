import { longestBcryptPassword } from './bcrypt-limit.ts';
import { decodeBase64 } from './decode-base64.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with a bcrypt hash of any letter that Kratos accepts; they all mean the same algorithm to it.
 * What follows the 53 characters of salt and digest is ignored, and so is what stands between cost and salt.
 */
export async function verifyBcrypt(password: Buffer, hash: string): Promise<boolean> {
  if (password.length > longestBcryptPassword) throw passwordTooLong(password.length);
  const text = Buffer.from(hash).toString('latin1');
  if (text.length < shortest)
    throw malformedHash('crypto/bcrypt: hashedSecret too short to be a bcrypted password');
  const [version = ''] = /^\$2[abzy]?\$/.exec(text) ?? [];
  const cost = costOf(text.slice(version.length, version.length + 2));
  const saltStart = version.length + 3;
  const salt = decodeBase64(`${text.slice(saltStart, saltStart + saltLength)}==`, encoding);
  if (salt.length !== 16) throw new UnmatchableHashError('not-computed', 'line ends in the salt of bcrypt');
  const stored = text.slice(saltStart + saltLength, saltStart + saltLength + digestLength);
  // Not the library's `verify`: it reads the hash by other rules than Kratos.
  const { hash: bcrypt } = await import('@node-rs/bcrypt');
  const computed = await bcrypt(password, { cost, salt });
  return isSameDigest(Buffer.from(stored, 'latin1'), Buffer.from(computed.slice(-digestLength)));
}

const shortest = 59;
const saltLength = 22;
const digestLength = 31;
const encoding = {
  alphabet: './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  padded: true,
  strict: false,
};

function costOf(text: string): number {
  if (!/^[-+\d]\d$/.test(text)) {
    throw malformedHash(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const cost = Number(text);
  if (cost < 4 || cost > 31) {
    throw malformedHash(`crypto/bcrypt: cost ${cost} is outside allowed inclusive range 4..31`);
  }
  return cost;
}

function passwordTooLong(bytes: number): UnmatchableHashError {
  return new UnmatchableHashError(
    'password-too-long',
    `the password does not fulfill the password policy because: The password must be at most ${longestBcryptPassword} characters long, but got ${bytes}.`,
  );
}
