import { type Conversion, nothing } from './conversion.ts';
import { isAbsent, readBase64, readCount, readObject, readText, requireLength } from './read-field.ts';
import { faultOf, orRefused, refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { writeFirescrypt } from './write-kratos-hash.ts';

/** `passwordHash` and `salt` of a user in base64 of either alphabet, and the `hash_config` of the project. */
export interface FirebaseHash {
  hash?: unknown;
  salt?: unknown;
  /** `{algorithm, base64_signer_key, base64_salt_separator, rounds, mem_cost}`, also as the console shows it */
  config?: unknown;
}

/**
 * The hash of a user of Firebase Authentication, scrypt as modified by Firebase (github.com/firebase/scrypt). Files
 * of auth:export have the standard alphabet, listUsers of the Admin SDK the one for URLs.
 */
export function convertFirebase({ hash, salt, config }: FirebaseHash): Conversion {
  return orRefused(() => {
    if (isAbsent(hash)) return nothing('the user has no passwordHash');
    if (isAbsent(config)) {
      refuse(
        'hash_config is missing: give the password hash parameters that the Firebase console shows under Authentication',
      );
    }
    const parameters = readParameters(config);
    return convertFirebaseParts({
      hash: readBase64(hash, 'passwordHash'),
      salt: readBase64(salt, 'salt'),
      ...parameters,
    });
  });
}

/** What is wrong with the parameters of a project, whatever the hash; nothing of them is repeated. */
export function faultOfHashConfig(config: unknown): string | undefined {
  return faultOf(() => readParameters(config));
}

function readParameters(config: unknown): Omit<FirebaseParts, 'hash' | 'salt'> {
  const whole = typeof config === 'string' ? readConfigText(config) : readObject(config, 'hash_config');
  // They may stand under a name of their own.
  const fields = 'hash_config' in whole ? readObject(whole['hash_config'], 'hash_config') : whole;
  const algorithm = fields['algorithm'] ?? 'SCRYPT';
  if (algorithm !== 'SCRYPT') refuse('hash_config.algorithm has to be SCRYPT, the only one Firebase exports');
  return {
    signerKey: readBase64(fields['base64_signer_key'], 'hash_config.base64_signer_key'),
    saltSeparator: readSeparator(fields['base64_salt_separator'], 'hash_config.base64_salt_separator'),
    rounds: readCount(fields['rounds'], 'hash_config.rounds', roundBounds),
    memoryCost: readCount(fields['mem_cost'], 'hash_config.mem_cost', memoryCostBounds),
  };
}

/** The bounds of Firebase's own import (UserImportOptions of the Admin SDK). */
export const roundBounds = { least: 1, most: 8 };
export const memoryCostBounds = { least: 1, most: 14 };

export interface FirebaseParts {
  hash: Buffer;
  salt: Buffer;
  signerKey: Buffer;
  saltSeparator: Buffer;
  rounds: number;
  memoryCost: number;
}

/** Throws RefusedHashError when the hash is not as long as the key that it encrypts. */
export function convertFirebaseParts(parts: FirebaseParts): Conversion {
  requireLength(parts.hash, parts.signerKey.length, 'the hash');
  return toKratos(writeFirescrypt({ ...parts, parallelization: 1 }));
}

/** Base64; a project may have none. Throws RefusedHashError. */
export function readSeparator(value: unknown, field: string): Buffer {
  return isAbsent(value) ? Buffer.alloc(0) : readBase64(value, field);
}

/** JSON, or `hash_config { algorithm: SCRYPT, base64_signer_key: …, }` as the console shows it. */
function readConfigText(shown: string): Readonly<Record<string, unknown>> {
  // A byte order mark goes with the spaces.
  const text = shown.trim();
  if (text.startsWith('{')) return readObject(text, 'hash_config');
  const pairs = Array.from(text.matchAll(/(\w+)\s*:\s*([^\s,{}]+)/g), ([, name = '', value = '']) => [
    name,
    value,
  ]);
  if (pairs.length === 0) readText('', 'hash_config');
  return Object.fromEntries(pairs) as Record<string, string>;
}
