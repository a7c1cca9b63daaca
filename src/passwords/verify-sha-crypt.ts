import { readShaCrypt } from './read-sha-crypt.ts';
import { isSameDigest } from './same-digest.ts';
import { shaCryptText } from './sha-crypt.ts';

/**
 * Compares with `$sha256-crypt$salt$digest` or `$sha256-crypt$rounds=N$salt$digest`, which are the `$5$` of crypt(3)
 * under another prefix, and sha512 the `$6$`. Unlike crypt(3), Kratos neither cuts the salt after 16 bytes nor
 * bounds the rounds.
 */
export async function verifyShaCrypt(password: Buffer, hash: string): Promise<boolean> {
  const { algorithm, salt, digest, rounds = 5000 } = readShaCrypt(hash);
  const computed = await shaCryptText({
    algorithm,
    password,
    salt: Buffer.from(salt),
    rounds,
  });
  return isSameDigest(Buffer.from(digest), Buffer.from(computed));
}
