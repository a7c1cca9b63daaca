import { longestBcryptPassword } from './bcrypt-limit.ts';
import { readBcrypt } from './read-bcrypt.ts';
import { isSameDigest } from './same-digest.ts';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with a bcrypt hash of any letter that Kratos accepts; they all mean the same algorithm to it.
 * What follows the 53 characters of salt and digest is ignored, and so is what stands between cost and salt.
 */
export async function verifyBcrypt(password: Buffer, hash: string): Promise<boolean> {
  if (password.length > longestBcryptPassword) throw passwordTooLong(password.length);
  const { cost, digest, decodeSalt } = readBcrypt(hash);
  const salt = decodeSalt();
  if (salt.length !== 16) throw new UnmatchableHashError('not-computed', 'line ends in the salt of bcrypt');
  // Not the library's `verify`: it reads the hash by other rules than Kratos.
  const { hash: bcrypt } = await import('@node-rs/bcrypt');
  const computed = await bcrypt(password, { cost, salt });
  return isSameDigest(Buffer.from(digest, 'latin1'), Buffer.from(computed.slice(-31)));
}

function passwordTooLong(bytes: number): UnmatchableHashError {
  return new UnmatchableHashError(
    'password-too-long',
    `the password does not fulfill the password policy because: The password must be at most ${longestBcryptPassword} characters long, but got ${bytes}.`,
  );
}
