import { IdpError, toIdpError } from '../errors/idp-error.ts';
import { Secret } from '../secrets/secret.ts';
import { readAnswer } from './answer.ts';
import { readLoginAnswer } from './read-login-answer.ts';
import type { KratosRequest, Transport } from './transport.ts';

/** How a trial login ended. */
export type ProbedLogin =
  | 'accepted'
  /** Another password, none, or nobody of that identifier: Kratos does not tell them apart. */
  | 'refused'
  /** The password is right, and the identity inactive. */
  | 'inactive'
  /** The password is right, and Kratos wants a second factor before it tells whose session this is. */
  | 'second-factor'
  | { readonly error: IdpError };

export type TrialLogin = { readonly identifier: string; readonly password: Secret };

export type LoginProbe = {
  /** Logs in through the public URL, and out again; see probe-login.ts. */
  probeLogin(login: TrialLogin, signal?: AbortSignal): Promise<ProbedLogin>;
};

/**
 * Logs in with a password through Kratos's public URL, as an app does (the API flow), and ends the session again. A first
 * login may replace the hash by Kratos's own: compare hashes before. Nothing is sent to any address that an answer
 * names. Fails with aborted and usage (no public URL) only; whatever else goes wrong is the `error`.
 */
export async function probeLogin(
  transport: Transport,
  { identifier, password }: TrialLogin,
  signal?: AbortSignal,
): Promise<ProbedLogin> {
  const ask = (method: string, path: string, body?: unknown) =>
    transport({ method, path, body, side: 'public', signal });

  async function begin(): Promise<string> {
    const request: KratosRequest = { method: 'GET', path: '/self-service/login/api', side: 'public' };
    const flow = readAnswer(await ask('GET', request.path), request, 'The public URL') as Flow;
    if (typeof flow?.id === 'string') return flow.id;
    throw new IdpError('unexpected-answer', 'The public URL began no login: what it answered is no flow.');
  }

  async function end(token: string): Promise<void> {
    const path = '/self-service/logout/api';
    const { status } = await ask('DELETE', path, { session_token: new Secret(token) });
    if (status === 204) return;
    throw new IdpError(
      'unexpected-answer',
      `The login was accepted, and its session could not be ended (${status}).`,
      {
        hint: 'It ends by itself in time; idp run invalidate-identity-sessions ends all of that identity now.',
      },
    );
  }

  try {
    const path = `/self-service/login?flow=${encodeURIComponent(await begin())}`;
    const answer = await ask('POST', path, { method: 'password', identifier, password });
    const { ended, token } = readLoginAnswer(answer, 'The public URL');
    if (token !== undefined) await end(token);
    return ended;
  } catch (thrown) {
    const error = toIdpError(thrown);
    if (error.code === 'aborted' || error.code === 'usage') throw error;
    return { error };
  }
}

type Flow = { readonly id?: unknown } | null | undefined;
