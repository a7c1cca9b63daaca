import type { SourceRecord } from '../../records/record.ts';
import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { encodeBase32 } from '../encode-base32.ts';
import { isObject, objectsOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';

export interface UserFactors {
  readonly totp: TotpSecret | undefined;
  readonly lookupCodes: readonly string[];
  readonly used: readonly string[];
  readonly leftOutParts: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * Authenticator apps and recovery codes: devices of django-otp (django_otp/plugins, otp_totp and otp_static), and
 * authenticators of django-allauth (allauth/mfa), of which a project may encrypt the secrets.
 */
export function userFactors(user: SourceRecord['value']): UserFactors {
  const lists = {
    totpdevice: readTotpDevice,
    staticdevice: readStaticDevice,
    authenticator: readAuthenticator,
  };
  const read = Object.entries(lists).flatMap(([name, reader]) =>
    objectsOf(user[name]).map(({ place, object }) => ({
      name,
      path: `${name}.${place}`,
      factor: reader(object),
    })),
  );
  const [totp, ...others] = read.flatMap(({ factor }) => factor.totp ?? []);
  return {
    totp,
    lookupCodes: read.flatMap(({ factor }) => factor.codes ?? []),
    used: read.map(({ path }) => path),
    leftOutParts: read.flatMap(({ name, factor }) => (factor === useless ? [`${name}[]`] : [])),
    problems: [
      ...read.flatMap(({ factor }) => factor.problem ?? []),
      ...others.map(({ field }) => warning('totp', field, severalApps)),
    ],
  };
}

type Device = Readonly<Record<string, unknown>>;

interface Factor {
  readonly totp?: TotpSecret;
  readonly codes?: readonly string[];
  readonly problem?: IdentityProblem;
}

/** Never finished, or of no known kind. */
const useless: Factor = {};
const severalApps =
  'there is more than one authenticator app, and Kratos keeps one; the first is brought over';

function readTotpDevice({ key, confirmed, digits, step, t0 }: Device): Factor {
  const field = 'totpdevice[].key';
  if (flagOf(confirmed) === false) return useless;
  if (typeof key !== 'string' || !/^(?:[\da-f]{2})+$/i.test(key)) {
    return {
      problem: warning('totp', field, 'the key of the authenticator app is not in hexadecimal digits'),
    };
  }
  if (numberOf(t0 ?? 0) !== 0) {
    const message =
      'the authenticator app does not count from 1970 (t0), which Kratos does; the person has to set it up again';
    return { problem: warning('totp', 'totpdevice[].t0', message) };
  }
  const secret = encodeBase32(Buffer.from(key, 'hex'));
  return { totp: { field, secret, digits: numberOf(digits ?? 6), period: numberOf(step ?? 30) } };
}

function readStaticDevice({ confirmed, token_set: tokens }: Device): Factor {
  if (flagOf(confirmed) === false || !Array.isArray(tokens)) return useless;
  return { codes: texts(tokens) };
}

function readAuthenticator({ type, data }: Device): Factor {
  if (!isObject(data)) return useless;
  const { secret, migrated_codes: codes } = data;
  if (type === 'webauthn') return { problem: warning('factor', 'authenticator[].data.credential', passkey) };
  if (type === 'totp' && typeof secret === 'string')
    return { totp: { field: 'authenticator[].data.secret', secret } };
  if (type !== 'recovery_codes') return useless;
  if (Array.isArray(codes)) return { codes: texts(codes) };
  return { problem: warning('lookup-secret', 'authenticator[].data.seed', seeded) };
}

const passkey =
  'passkeys and security keys of django-allauth cannot be brought over; the person has to register them again';
const seeded =
  'django-allauth computes the recovery codes from a seed and the settings of the project, so that they cannot be brought over; the person has to make new ones';

/** In a table numbers are texts. */
function numberOf(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

function warning(code: IdentityProblem['code'], field: string, message: string): IdentityProblem {
  return { code, field, message, rejects: false };
}
