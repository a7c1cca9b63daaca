import { decodeBase64 } from './decode-base64.ts';
import { deriveScryptKey, type ScryptParameters } from './derive-scrypt-key.ts';
import { isSameDigest } from './same-digest.ts';
import { scanNumbers } from './scan-parameters.ts';
import { malformedHash } from './unmatchable-hash.ts';

/**
 * Compares with `$scrypt$ln=<N>,r=<block>,p=<parallelization>$salt$key`, padded base64. `ln` is N itself,
 * unlike in the PHC string format. An empty key matches every password, as it does in Kratos.
 */
export async function verifyScrypt(password: Buffer, hash: string): Promise<boolean> {
  const [, , text = '', saltText = '', keyText, ...excess] = hash.split('$');
  if (keyText === undefined || excess.length > 0) throw malformedHash();
  const parameters = scanScryptParameters(text);
  const salt = decodeBase64(saltText, { padded: true });
  const key = decodeBase64(keyText, { padded: true });
  return isSameDigest(key, await deriveScryptKey(password, salt, parameters, key.length));
}

/** `ln=1,r=2,p=3`, each of 32 bits, where `cost` is `ln` as it stands. */
export function scanScryptParameters(text: string): ScryptParameters {
  const [cost, block, parallelization] = scanNumbers(text, [
    ['ln', 32],
    ['r', 32],
    ['p', 32],
  ]);
  return { cost: Number(cost), block: Number(block), parallelization: Number(parallelization) };
}
