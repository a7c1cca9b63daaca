/**
 * Why a hash cannot match this password, whoever types it:
 * - `unknown-format`: Kratos would not import it
 * - `malformed-hash`: Kratos imports it and fails to read it at every login
 * - `impossible-digest`: it can be read, and its digest is one that the format never produces
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

/** What is wrong with a hash in plain words, and what would mend it. Neither repeats a piece of the hash. */
export interface Explanation {
  reason: string;
  advice?: string;
  /** No form of Kratos holds it, but the migration hook can verify it. */
  needsHook?: boolean;
}

/** Thrown by what reads and compares hashes; its message is what Kratos v26.2.0 says, where it says something. */
export class UnmatchableHashError extends Error {
  readonly code: UnmatchableCode;
  /** For those who ask about the hash and not about a password; `explained` gives one later. */
  explanation: Explanation | undefined;

  constructor(code: UnmatchableCode, message: string, explanation?: Explanation) {
    super(message);
    this.name = 'UnmatchableHashError';
    this.code = code;
    this.explanation = explanation;
  }
}

/** The hash has the wrong number of parts, in Kratos's words. */
export function malformedHash(
  message = 'the encoded hash is not in the correct format',
  explanation?: Explanation,
): UnmatchableHashError {
  return new UnmatchableHashError('malformed-hash', message, explanation);
}
