import { deriveScryptKey } from './derive-scrypt-key.ts';
import { readScrypt } from './read-scrypt.ts';
import { isSameDigest } from './same-digest.ts';

/**
 * Compares with `$scrypt$ln=<N>,r=<block>,p=<parallelization>$salt$key`, padded base64. `ln` is N itself,
 * unlike in the PHC string format. An empty key matches every password, as it does in Kratos.
 */
export async function verifyScrypt(password: Buffer, hash: string): Promise<boolean> {
  const { parameters, decode } = readScrypt(hash);
  const { salt, key } = decode();
  return isSameDigest(key, await deriveScryptKey(password, salt, parameters, key.length));
}
