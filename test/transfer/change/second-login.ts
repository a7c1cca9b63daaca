import type { KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { login, oldPassword, whoami } from '../../actions/people.ts';

type Proof =
  | { readonly method: 'totp'; readonly totp_code: string }
  | { readonly method: 'lookup_secret'; readonly lookup_secret: string };

/** What becomes of somebody who logs in with a password and then with a second factor. */
export interface SecondLogin {
  /** Of whoami after the password: 403 where a second factor is wanted. */
  readonly first: number;
  /** Of the second factor. */
  readonly proven: number;
  /** What the session then is worth, `aal1` or `aal2`. */
  readonly level: string | undefined;
}

export async function loginTwice(kratos: KratosUnderTest, email: string, proof: Proof): Promise<SecondLogin> {
  const token = await login(kratos, email, oldPassword);
  if (token === undefined) throw new Error(`${email} could not log in`);
  const first = await whoami(kratos, token);
  const begun = await kratos.public('GET', '/self-service/login/api?aal=aal2', { token });
  const { id } = begun.body as { id: string };
  const { status } = await kratos.public('POST', `/self-service/login?flow=${id}`, { token, body: proof });
  const { body } = await kratos.public('GET', '/sessions/whoami', { token });
  const level = (body as { authenticator_assurance_level?: string }).authenticator_assurance_level;
  return { first, proven: status, level };
}
