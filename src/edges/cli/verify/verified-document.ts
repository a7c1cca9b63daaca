import { IdpError } from '../../../errors/idp-error.ts';
import type { VerifiedImport } from '../../../transfer/verify/verify-import.ts';

/** What a verification found, as data. Keys are kebab-case. */
export type VerifiedDocument = Partial<ImportDocument> & { readonly logins?: LoginsDocument };

export type ImportDocument = Omit<VerifiedImport, 'rehashed'> & {
  readonly operation: string;
  /** Passwords that Kratos has hashed anew, as it does at a login, or that were set anew. */
  readonly 're-hashed': number;
  readonly 'first-different': readonly DifferentIdentity[];
};

export type DifferentIdentity = {
  readonly 'identity-id': string;
  readonly difference: 'missing' | 'different';
  readonly fields: readonly string[];
  /** Its number in the whole input, and where it stands: in which file, as which record of it, on which line. */
  readonly row: number;
  readonly file: string;
  readonly record: number;
  readonly line: number | null;
};

export type LoginsDocument = {
  readonly tried: number;
  readonly accepted: number;
  readonly 'second-factor': number;
  readonly inactive: number;
  readonly refused: number;
  /** By the code of the error. */
  readonly failed: Readonly<Record<string, number>>;
  readonly unusable: number;
  readonly 'first-troubled': readonly TroubledDocument[];
};

export type TroubledDocument = {
  readonly line: number | null;
  /** Masked. */
  readonly identifier: string | null;
  readonly login: string;
  readonly reason?: string;
};

/** `different` where an identity differs or a login is refused, `partial` where a login could not be tried; else undefined. */
export function troubleFound({ created, missing, different, operation, logins }: VerifiedDocument) {
  const said: string[] = [];
  if ((missing ?? 0) + (different ?? 0) > 0) {
    said.push(
      `Of ${created} that operation ${operation} created, ${missing} are missing and ${different} differ.`,
    );
  }
  if (logins !== undefined && logins.refused > 0) {
    said.push(`Of ${logins.tried} logins, ${logins.refused} were refused.`);
  }
  if (said.length > 0) return new IdpError('different', said.join(' '), { hint: seeResults });
  const failed = Object.values(logins?.failed ?? {}).reduce((sum, count) => sum + count, 0);
  const untried = (logins?.unusable ?? 0) + failed;
  if (untried === 0) return undefined;
  return new IdpError('partial', `${untried} logins could not be tried.`, { hint: seeResults });
}

const seeResults = 'The first are listed with the answer; --results FILE takes them all.';
