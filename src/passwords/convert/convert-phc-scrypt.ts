import { type Conversion, nothing } from './conversion.ts';
import { iterationBounds, readBase64, readCount, readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { writeScrypt } from './write-kratos-hash.ts';

/**
 * scrypt in PHC string format, `$scrypt$ln=14,r=8,p=1$salt$key`, with padding or without. There `ln` is the logarithm of
 * N, to Kratos it is N itself: below 32 it is taken for the one, above for the other.
 */
export function convertPhcScrypt(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const [, cost, block, parallelization, salt = '', keyText] =
      /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]*)\$([^$]+)$/.exec(hash) ?? [];
    if (keyText === undefined) refuse('$scrypt$ln=…,r=…,p=…$salt$key is expected');
    const ln = readCount(cost, 'ln', iterationBounds);
    const key = readBase64(keyText, 'the key');
    // Kratos compares as many bytes as there are, so that an empty key lets every password in.
    if (key.length < 16)
      refuse(`the key of scrypt has ${key.length} bytes, fewer than any system keeps: it is cut off`);
    return toKratos(
      writeScrypt({
        cost: ln < 32 ? 2 ** ln : ln,
        block: readCount(block, 'r', iterationBounds),
        parallelization: readCount(parallelization, 'p', iterationBounds),
        salt: salt === '' ? Buffer.alloc(0) : readBase64(salt, 'the salt'),
        key,
      }),
    );
  });
}
