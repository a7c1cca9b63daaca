import type { IdentityProblem } from '../converted-identity.ts';
import { isObject, objectsOf } from '../member-of-record.ts';

export interface UserFactors {
  readonly used: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** Second factors: codes to a telephone, and authenticator apps, whose secrets Firebase never gives away. */
export function userFactors(user: Readonly<Record<string, unknown>>): UserFactors {
  const factors = user['multiFactor'];
  const lists = [
    ['mfaInfo', user['mfaInfo']],
    ['multiFactor.enrolledFactors', isObject(factors) ? factors['enrolledFactors'] : undefined],
  ] as const;
  const leftOut = lists.flatMap(([name, list]) =>
    objectsOf(list).map(({ object }) => {
      const isApp = 'totpInfo' in object || object['factorId'] === 'totp';
      return `${name}[] (${isApp ? 'totp' : 'phone'})`;
    }),
  );
  const problems = leftOut.map((field): IdentityProblem => ({
    code: 'factor',
    field,
    message: field.endsWith('(totp)') ? secretIsKept : codesBySms,
    rejects: false,
  }));
  return { used: leftOut.length === 0 ? [] : lists.map(([name]) => name), leftOut, problems };
}

const secretIsKept =
  'Firebase does not give away the secrets of authenticator apps; the person sets it up again';
const codesBySms =
  'Kratos sends codes as a second factor only to addresses of the traits; map the telephone, or the person signs in without it';
