import { paddedBase64, unpaddedBase64 } from './encoded-bytes.ts';

/** The forms in which Kratos keeps what other systems hash; verify-*.ts beside this folder reads them. */

export interface Argon2Parts {
  variant: 'argon2i' | 'argon2id';
  /** In KiB. */
  memory: number;
  passes: number;
  lanes: number;
  salt: Uint8Array;
  digest: Uint8Array;
}

export function writeArgon2({ variant, memory, passes, lanes, salt, digest }: Argon2Parts): string {
  const parameters = `m=${memory},t=${passes},p=${lanes}`;
  return `$${variant}$v=19$${parameters}$${unpaddedBase64(salt)}$${unpaddedBase64(digest)}`;
}

export interface Pbkdf2Parts {
  /** Kratos takes sha224 and sha384 for SHA-3, so that they cannot be written. */
  digest: 'sha1' | 'sha256' | 'sha512';
  iterations: number;
  salt: Uint8Array;
  key: Uint8Array;
}

export function writePbkdf2({ digest, iterations, salt, key }: Pbkdf2Parts): string {
  return `$pbkdf2-${digest}$i=${iterations},l=${key.length}$${unpaddedBase64(salt)}$${unpaddedBase64(key)}`;
}

export interface ScryptParts {
  /** N itself, not its logarithm. */
  cost: number;
  block: number;
  parallelization: number;
  salt: Uint8Array;
  key: Uint8Array;
}

export function writeScrypt({ cost, block, parallelization, salt, key }: ScryptParts): string {
  return `$scrypt$ln=${cost},r=${block},p=${parallelization}$${paddedBase64(salt)}$${paddedBase64(key)}`;
}

export interface FirescryptParts {
  /** The logarithm of N. */
  memoryCost: number;
  rounds: number;
  parallelization: number;
  salt: Uint8Array;
  hash: Uint8Array;
  saltSeparator: Uint8Array;
  signerKey: Uint8Array;
}

export function writeFirescrypt(parts: FirescryptParts): string {
  const parameters = `ln=${parts.memoryCost},r=${parts.rounds},p=${parts.parallelization}`;
  const fields = [parts.salt, parts.hash, parts.saltSeparator, parts.signerKey].map(paddedBase64);
  return ['', 'firescrypt', parameters, ...fields].join('$');
}

export interface TemplatedParts {
  algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** With `{SALT}` and `{PASSWORD}` in it. */
  template: string;
  salt: Uint8Array;
  digest: Uint8Array;
}

export function writeTemplated({ algorithm, template, salt, digest }: TemplatedParts): string {
  const fields = [Buffer.from(template), salt, digest].map(paddedBase64);
  return `$${algorithm}$pf=${fields.join('$')}`;
}

export interface HmacParts {
  algorithm: 'md4' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
  digest: Uint8Array;
  key: Uint8Array;
}

/** Kratos compares the digest as text of small hexadecimal digits. */
export function writeHmac({ algorithm, digest, key }: HmacParts): string {
  const text = Buffer.from(Buffer.from(digest).toString('hex'));
  return `$hmac-${algorithm}$${paddedBase64(text)}$${paddedBase64(key)}`;
}
