import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, withCaution } from './conversion.ts';
import { bytesOfBase64, bytesOfHex } from './encoded-bytes.ts';
import { readBase64, requireLength } from './read-field.ts';
import { refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { writeScrypt } from './write-kratos-hash.ts';

/** What an application can set in Pbkdf2PasswordEncoder, and does not write into its hashes. */
export interface SpringSettings {
  iterations?: number;
  digest?: string;
}

/**
 * Salt and key in one, in hexadecimal or base64. Before 5.8 the salt has 8 bytes, 185,000 iterations and SHA-1 are
 * what the encoder begins with; from then on 16 bytes, 310,000 and SHA-256.
 */
export function convertSpringPbkdf2(rest: string, settings: SpringSettings, release: string): Conversion {
  const bytes =
    bytesOfHex(rest) ?? bytesOfBase64(rest) ?? refuse('the hash is neither whole hexadecimal nor base64');
  const defaults = release === '5.8' ? since58 : before58;
  const key = bytes.subarray(defaults.saltLength);
  const conversion = convertPbkdf2({
    digest: settings.digest ?? defaults.digest,
    iterations: settings.iterations ?? defaults.iterations,
    salt: bytes.subarray(0, defaults.saltLength),
    key: settings.digest === undefined ? requireLength(key, 32, 'the key of pbkdf2') : key,
  });
  return settings.iterations === undefined ? withCaution(conversion, untold) : conversion;
}

const before58 = { digest: 'sha1', iterations: 185_000, saltLength: 8 };
const since58 = { digest: 'sha256', iterations: 310_000, saltLength: 16 };

const untold =
  'its iterations, digest and secret are not told by it and are taken to be those of Spring: --iterations and --digest say others, and with a secret no password matches; verify one';

/** `$params$salt$key`, base64: the logarithm of N in the upper 16 bits of the hexadecimal number, r and p in 8 each. */
export function convertSpringScrypt(hash: string): Conversion {
  const [, digits = '', salt, key] = /^\$([\da-f]{1,8})\$([^$]+)\$([^$]+)$/i.exec(hash) ?? [];
  if (key === undefined) refuse('$parameters$salt$key is expected of scrypt');
  const parameters = Number.parseInt(digits, 16);
  const logarithm = Math.floor(parameters / 2 ** 16);
  if (logarithm > 31) refuse('the parameters of scrypt are damaged');
  const keyBytes = readBase64(key, 'the key');
  // Kratos compares as many bytes as there are, so that a short key lets more passwords in than one.
  if (keyBytes.length < 16) refuse(`the key of scrypt has ${keyBytes.length} bytes: it is cut off`);
  return toKratos(
    writeScrypt({
      cost: 2 ** logarithm,
      block: Math.floor(parameters / 2 ** 8) % 2 ** 8,
      parallelization: parameters % 2 ** 8,
      salt: readBase64(salt, 'the salt'),
      key: keyBytes,
    }),
  );
}
