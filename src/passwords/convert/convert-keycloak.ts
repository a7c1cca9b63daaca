import { convertArgon2Parts } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import {
  isAbsent,
  iterationBounds,
  readBase64,
  readCount,
  readObject,
  readText,
  requireLength,
} from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/** A credential as it stands in the export; values of any type, for they come from a file. */
export interface KeycloakCredential {
  /** JSON as text, or its object: `{value, salt, additionalParameters}` in base64. */
  secretData?: unknown;
  /** JSON as text, or its object: `{hashIterations, algorithm, additionalParameters}`. */
  credentialData?: unknown;
  /** Of Keycloak before version 8: base64, with `salt`, `hashIterations` and `algorithm` beside it. */
  hashedSaltedValue?: unknown;
  salt?: unknown;
  hashIterations?: unknown;
  algorithm?: unknown;
  /** The password itself, in realm files written by hand. */
  value?: unknown;
}

/**
 * A credential of type `password` of a Keycloak export. From PasswordCredentialModel, Pbkdf2PasswordHashProvider
 * (`pbkdf2` is SHA-1; its padding of short passwords with NUL changes nothing in an HMAC) and
 * Argon2PasswordHashProvider of Keycloak 26, and RepresentationToModel for the shape before version 8.
 */
export function convertKeycloak(credential: KeycloakCredential): Conversion {
  return orRefused(() => {
    const { secretData, credentialData, hashedSaltedValue, value } = credential;
    if (!isAbsent(secretData)) {
      const secret = readObject(secretData, 'secretData');
      const data = readObject(credentialData, 'credentialData');
      return convertParts({ ...data, hash: secret['value'], salt: secret['salt'] });
    }
    if (!isAbsent(hashedSaltedValue)) {
      const algorithm = earlyNames.has(credential.algorithm) ? 'pbkdf2' : credential.algorithm;
      return convertParts({ ...credential, algorithm, hash: hashedSaltedValue });
    }
    if (isAbsent(value)) return nothing('the credential has neither secretData nor a value');
    const reason = 'the file has the password itself, as a value without a hash';
    return {
      to: 'plain',
      password: typeof value === 'string' ? value : refuse('value has to be text'),
      reason,
    };
  });
}

/** What versions before 2.3 say of a password for pbkdf2: nothing, or what stood in the column for one-time codes. */
const earlyNames: ReadonlySet<unknown> = new Set([undefined, null, '', 'HmacSHA1']);

interface Parts {
  hash?: unknown;
  salt?: unknown;
  algorithm?: unknown;
  hashIterations?: unknown;
  additionalParameters?: unknown;
}

function convertParts(parts: Parts): Conversion {
  const algorithm = readText(parts.algorithm, 'algorithm');
  if (algorithm === 'bcrypt') return convertBcrypt(readText(parts.hash, 'value'));
  const digest = pbkdf2Digests.get(algorithm);
  if (digest === undefined && algorithm !== 'argon2') {
    refuse(
      'algorithm is none that comes with Keycloak: pbkdf2, pbkdf2-sha256, pbkdf2-sha512 and argon2 are converted',
    );
  }
  const salt = readBase64(parts.salt, 'salt');
  const hash = readBase64(parts.hash, 'value');
  const iterations = readCount(parts.hashIterations, 'hashIterations', iterationBounds);
  if (digest !== undefined) return convertPbkdf2({ digest, iterations, salt, key: hash });
  return convertKeycloakArgon2(parts.additionalParameters, { passes: iterations, salt, digest: hash });
}

const pbkdf2Digests: ReadonlyMap<string, string> = new Map([
  ['pbkdf2', 'sha1'],
  ['pbkdf2-sha256', 'sha256'],
  ['pbkdf2-sha512', 'sha512'],
]);

function convertKeycloakArgon2(
  additionalParameters: unknown,
  hash: { passes: number; salt: Buffer; digest: Buffer },
): Conversion {
  const lists = readObject(additionalParameters, 'additionalParameters');
  const first = (name: string): unknown => (Array.isArray(lists[name]) ? lists[name][0] : lists[name]);
  const count = (name: string): number =>
    readCount(first(name), `additionalParameters.${name}`, iterationBounds);
  const version = versions.get(readText(first('version'), 'additionalParameters.version'));
  const type = readText(first('type'), 'additionalParameters.type');
  if (version === undefined) refuse('additionalParameters.version has to be 1.0 or 1.3');
  if (!/^(?:id|i|d)$/.test(type)) refuse('additionalParameters.type has to be id, i or d');
  requireLength(hash.digest, count('hashLength'), 'value');
  return convertArgon2Parts({
    variant: `argon2${type}`,
    version,
    memory: count('memory'),
    lanes: count('parallelism'),
    ...hash,
  });
}

const versions: ReadonlyMap<string, number> = new Map([
  ['1.0', 16],
  ['1.3', 19],
]);
