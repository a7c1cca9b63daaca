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
export function troubleFound({ logins, ...imported }: VerifiedDocument): IdpError | undefined {
  const said = [differenceIn(imported), refusalsIn(logins)].filter((one) => one !== undefined);
  if (said.length > 0) return new IdpError('different', said.join(' '), { hint: seeResults });
  const failed = Object.values(logins?.failed ?? {}).reduce((sum, count) => sum + count, 0);
  const untried = (logins?.unusable ?? 0) + failed;
  if (untried === 0) return undefined;
  const which = untried === 1 ? '1 login' : `${untried} logins`;
  return new IdpError('partial', `${which} could not be tried.`, { hint: seeResults });
}

const seeResults = 'The first are listed with the answer; --results FILE takes them all.';

function differenceIn({
  operation,
  created,
  missing = 0,
  different = 0,
}: VerifiedDocument): string | undefined {
  const said = [
    ...(missing === 0 ? [] : [missing === 1 ? '1 is missing' : `${missing} are missing`]),
    ...(different === 0 ? [] : [different === 1 ? '1 differs' : `${different} differ`]),
  ];
  if (said.length === 0) return undefined;
  return `Of ${created} that operation ${operation} created, ${said.join(' and ')}.`;
}

function refusalsIn(logins: LoginsDocument | undefined): string | undefined {
  if (logins === undefined || logins.refused === 0) return undefined;
  const { tried, refused } = logins;
  return `Of ${tried === 1 ? '1 login' : `${tried} logins`}, ${refused === 1 ? '1 was' : `${refused} were`} refused.`;
}
