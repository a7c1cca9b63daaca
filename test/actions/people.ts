import { randomUUID } from 'node:crypto';
import type { Identity } from '@ory/client';
import type { KratosUnderTest } from './kratos-under-test.ts';

/** The password of people who have one. */
export const oldPassword = 'correct horse battery staple 42';

/** A name that nobody else has, also on a server that others use. */
export const uniqueName = (name: string): string => `${name}-${randomUUID().slice(0, 12)}`;

export const uniqueEmail = (name: string): string => `${uniqueName(name)}@example.com`;

export type Person = { readonly id: string; readonly email: string };

/** Somebody with an e-mail address and, unless told otherwise, a password. */
export async function createPerson(
  kratos: KratosUnderTest,
  more: Record<string, unknown> = {},
  email = uniqueEmail('ada'),
): Promise<Person> {
  const identity = await kratos.createIdentity({
    schema_id: 'default',
    traits: { email },
    credentials: { password: { config: { password: oldPassword } } },
    ...more,
  });
  return { id: identity.id, email };
}

/** What create-admin-account needs, for somebody new. */
export const newcomer = (): Newcomer => ({ username: uniqueName('ada'), email: uniqueEmail('ada') });

export type Newcomer = { readonly username: string; readonly email: string };

/** Somebody whose only way in is a link: `google:<subject>` for each subject. */
export function createLinkedPerson(
  kratos: KratosUnderTest,
  subjects: readonly string[],
  more: Record<string, unknown> = {},
): Promise<Person> {
  return createPerson(kratos, { credentials: { oidc: oidcCredential(subjects), ...more } });
}

export function oidcCredential(subjects: readonly string[]): Record<string, unknown> {
  return { config: { providers: subjects.map((subject) => ({ provider: 'google', subject })) } };
}

/** Logs in by password over the public port; the session token, or undefined where Kratos refuses. */
export async function login(
  kratos: KratosUnderTest,
  identifier: string,
  password: string,
): Promise<string | undefined> {
  const flow = (await kratos.public('GET', '/self-service/login/api')).body as { id: string };
  const answer = await kratos.public('POST', `/self-service/login?flow=${flow.id}`, {
    body: { method: 'password', identifier, password },
  });
  return answer.status === 200 ? (answer.body as { session_token: string }).session_token : undefined;
}

/** Logs in and fails where that is refused. */
export async function openSession(kratos: KratosUnderTest, person: Person): Promise<string> {
  const token = await login(kratos, person.email, oldPassword);
  if (token === undefined) throw new Error(`${person.email} could not log in`);
  return token;
}

/** What the holder of a session token gets: 200, 401 where it is dead, 403 where a second factor is wanted. */
export async function whoami(kratos: KratosUnderTest, token: string): Promise<number> {
  return (await kratos.public('GET', '/sessions/whoami', { token })).status;
}

/** What an identity is, less what every write changes: for "nothing else was touched". */
export function lastingPartsOf(identity: Identity): Record<string, unknown> {
  const { external_id, state, schema_id, traits, metadata_public, metadata_admin } = identity;
  const verified = (identity.verifiable_addresses ?? []).map(({ id, value, verified: is }) => [
    id,
    value,
    is,
  ]);
  return { external_id, state, schema_id, traits, metadata_public, metadata_admin, verified };
}
