import type { KratosUnderTest } from './kratos-under-test.ts';
import { createPerson, oidcCredential, oldPassword, openSession, uniqueName } from './people.ts';
import { plantTotp } from './second-factors.ts';

/** Somebody for whom every action on an identity has something to do, and the parameters beside the identity. */
export type Furnished = {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly params: Record<string, string>;
};

/** With a password, TOTP, two links and an open session; for enable-identity also locked. */
export async function furnish(kratos: KratosUnderTest, action: string): Promise<Furnished> {
  const subjects = [uniqueName('work'), uniqueName('home')] as const;
  const person = await createPerson(kratos, {
    credentials: { password: { config: { password: oldPassword } }, oidc: oidcCredential(subjects) },
  });
  const token = await openSession(kratos, person);
  await plantTotp(kratos, person.id);
  if (action === 'enable-identity')
    await kratos.patch(person.id, { op: 'replace', path: '/state', value: 'inactive' });
  return { ...person, token, params: paramsOf(action, `google:${subjects[0]}`) };
}

/** The parameters beside the identity that an action needs to have something to do. */
function paramsOf(action: string, link: string): Record<string, string> {
  if (action === 'reset-password') return { 'password-secret-id': 'new' };
  if (action === 'reset-identity-mfa') return { 'mfa-type': 'totp' };
  if (action === 'unlink-oidc-account') return { 'credential-id': link };
  return {};
}
