import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { encodeBase32 } from '../encode-base32.ts';
import { isObject, objectsOf, textOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface UserFactors {
  readonly totp: TotpSecret | undefined;
  readonly lookupCodes: readonly string[];
  readonly used: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** Second factors: of `twoFactor`, or before 1.26 in members of the user. */
export function userFactors(user: Fields): UserFactors {
  const { methods, lookupCodes, used } = partsOf(user);
  const leftOut: string[] = [];
  const problems: IdentityProblem[] = [];
  let totp: TotpSecret | undefined;
  for (const method of methods) {
    const found = method['method'] === 'authenticator' ? appOf(method) : { message: codesSent };
    if ('secret' in found && totp === undefined) {
      totp = found;
      continue;
    }
    const name = textOf(method['method']) ?? '';
    const field = `twoFactor.methods[] (${/^[\w-]{1,40}$/.test(name) ? name : 'other'})`;
    leftOut.push(field);
    const isApp = name === 'authenticator';
    const message = 'message' in found ? found.message : anotherApp;
    problems.push({ code: isApp ? 'totp' : 'factor', field, message, rejects: false });
  }
  return { totp, lookupCodes, used, leftOut, problems };
}

function partsOf(user: Fields): { methods: Fields[]; lookupCodes: string[]; used: string[] } {
  const { twoFactor } = user;
  if (isObject(twoFactor)) {
    const methods = objectsOf(twoFactor['methods']).map(({ object }) => object);
    const codes = twoFactor['recoveryCodes'];
    const lookupCodes = Array.isArray(codes) ? codes.flatMap((code) => textOf(code) ?? []) : [];
    return { methods, lookupCodes, used: ['twoFactor.methods', 'twoFactor.recoveryCodes'] };
  }
  if (flagOf(user['twoFactorEnabled']) !== true) return { methods: [], lookupCodes: [], used: [] };
  const used = ['twoFactorEnabled', 'twoFactorSecret', 'twoFactorDelivery'];
  const method = user['twoFactorDelivery'] === 'TextMessage' ? 'sms' : 'authenticator';
  return { methods: [{ method, secret: user['twoFactorSecret'] }], lookupCodes: [], used };
}

function appOf({ secret, authenticator }: Fields): TotpSecret | { message: string } {
  const text = textOf(secret);
  if (text === undefined) return { message: secretIsKept };
  if (!/^[\w+/-]+={0,2}$/.test(text)) return { message: noBase64 };
  const settings = isObject(authenticator) ? authenticator : {};
  return {
    field: 'twoFactor.methods[] (authenticator)',
    secret: encodeBase32(Buffer.from(text, 'base64')),
    algorithm: textOf(settings['algorithm']),
    digits: countOf(settings['codeLength']),
    period: countOf(settings['timeStep']),
  };
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

const codesSent =
  'Kratos sends codes as a second factor only to addresses of the traits that its schema names for that; the person signs in without it';
const anotherApp =
  'Kratos keeps one authenticator app for a person; the first was brought over, this one was not';
const secretIsKept =
  'the API of FusionAuth does not give away the secrets of authenticator apps, its database has them; the person sets it up again';
const noBase64 = 'the secret of the authenticator app is no base64';
