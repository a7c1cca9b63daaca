/**
 * Why a hash cannot match this password, whoever types it:
 * - `unknown-format`: Kratos would not import it
 * - `malformed-hash`: Kratos imports it and fails to read it at every login
 * - `impossible-digest`: it can be read, and its digest has a length that the format never produces
 * - `password-too-long`: above what bcrypt looks at; another password may match
 * - `crashes-kratos`: Kratos's own code panics on it
 * - `not-computed`: Kratos would compute it, and here it is beyond the libraries or the memory
 */
export type UnmatchableCode =
  | 'unknown-format'
  | 'malformed-hash'
  | 'impossible-digest'
  | 'password-too-long'
  | 'crashes-kratos'
  | 'not-computed';

/** Thrown by what reads and compares hashes; its message is what Kratos v26.2.0 says, where it says something. */
export class UnmatchableHashError extends Error {
  readonly code: UnmatchableCode;

  constructor(code: UnmatchableCode, message: string) {
    super(message);
    this.name = 'UnmatchableHashError';
    this.code = code;
  }
}

/** The hash has the wrong number of parts, in Kratos's words. */
export function malformedHash(
  message = 'the encoded hash is not in the correct format',
): UnmatchableHashError {
  return new UnmatchableHashError('malformed-hash', message);
}
