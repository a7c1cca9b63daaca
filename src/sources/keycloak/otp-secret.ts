import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { encodeBase32 } from '../encode-base32.ts';
import { isObject, textOf } from '../member-of-record.ts';

type Credential = Readonly<Record<string, unknown>>;

/**
 * The authenticator app of a credential, or why there is none. Its secret is text whose bytes are the key, unless
 * `secretEncoding` is BASE32 (OTPCredentialModel.getDecodedSecret); before version 8 it stood in `hashedSaltedValue`.
 */
export function otpSecret(credential: Credential): TotpSecret | { problem: IdentityProblem } {
  const { secret, settings } = partsOf(credential);
  const value = textOf(secret['value']);
  if (value === undefined) return refused('the secret of the authenticator app cannot be read');
  if (settings['subType'] === 'hotp') {
    return refused(
      'the device counts instead of looking at the clock (HOTP), which Kratos does not know; the person sets up an app',
    );
  }
  const encoding = settings['secretEncoding'];
  if (encoding !== undefined && encoding !== null && encoding !== 'BASE32') {
    return refused('the secret of the authenticator app has an unknown secretEncoding');
  }
  const [digits, period] = [countOf(settings['digits']), countOf(settings['period'])];
  if (Number.isNaN(digits) || Number.isNaN(period)) {
    return refused('the digits or the period of the authenticator app are no number');
  }
  return {
    field,
    secret: encoding === 'BASE32' ? value : encodeBase32(Buffer.from(value)),
    algorithm: textOf(settings['algorithm']),
    digits,
    period,
  };
}

const field = 'credentials[] (otp)';

function partsOf(credential: Credential): { secret: Credential; settings: Credential } {
  const { type, secretData, credentialData } = credential;
  if (secretData === undefined) {
    const value = credential['hashedSaltedValue'] ?? credential['value'];
    return { secret: { value }, settings: { ...credential, subType: type } };
  }
  return { secret: objectOf(secretData), settings: objectOf(credentialData) };
}

/** JSON as text, or what was made of it. */
function objectOf(data: unknown): Credential {
  try {
    const object: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    return isObject(object) ? object : {};
  } catch {
    return {};
  }
}

/** Zero stands for what was not said; text is read as Keycloak does. NaN for what is no number. */
function countOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '' || Number(value) === 0) return undefined;
  return Number(value);
}

function refused(message: string): { problem: IdentityProblem } {
  return { problem: { code: 'totp', field, message, rejects: false } };
}
