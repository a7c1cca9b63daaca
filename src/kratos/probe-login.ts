import { IdpError } from '../errors/idp-error.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Transport } from './transport.ts';

/** How a trial login ended. */
export type ProbedLogin =
  | 'accepted'
  /** Wrong password, no password, or nobody of that identifier: Kratos does not tell them apart. */
  | 'refused'
  /** The password is right, and the identity inactive. */
  | 'inactive'
  /** The password is right, and what Kratos asks for next is a second factor. */
  | 'second-factor'
  | { readonly error: IdpError };

export type TrialLogin = { readonly identifier: string; readonly password: Secret };

export type LoginProbe = {
  /** Logs in through the public URL and out again (probe-login.ts). */
  probeLogin(login: TrialLogin, signal?: AbortSignal): Promise<ProbedLogin>;
};

export async function probeLogin(
  _transport: Transport,
  _login: TrialLogin,
  _signal?: AbortSignal,
): Promise<ProbedLogin> {
  return { error: new IdpError('internal', 'Logins cannot be tried yet.') };
}
