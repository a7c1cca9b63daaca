import { type HashFormat, hashFormatOf } from './recognised-prefix.ts';
import { verifyArgon2 } from './verify-argon2.ts';
import { verifyBcrypt } from './verify-bcrypt.ts';

/**
 * Whether Kratos would let this password in with this hash. Never throws for a hash: one that is
 * malformed, or of a format that is not verified here, matches no password.
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const format = hashFormatOf(hash);
  const verify = format && verifiers[format];
  return verify === undefined ? false : verify(password, hash);
}

type Verify = (password: string, hash: string) => Promise<boolean>;

const verifiers: Readonly<Partial<Record<HashFormat, Verify>>> = {
  bcrypt: verifyBcrypt,
  argon2id: verifyArgon2,
  argon2i: verifyArgon2,
};
