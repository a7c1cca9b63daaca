import { expect } from 'vitest';
import { send } from '../../contract/send.ts';
import { emails, externalIds, subjects, usernames, withTag } from './pools.ts';
import { storedIdentities, type StoredIdentity, withCredentials } from './stored-identity.ts';

/** What must hold on a sandbox after any sequence of requests with this tag. */
export async function expectInvariants(adminUrl: string, tag: string): Promise<void> {
  const all = await storedIdentities(adminUrl);
  expectUnique(all);
  for (const identity of all) expectTraitsFollowed(identity);
  await expectWholePages(adminUrl, all);
  await expectSameByItself(adminUrl, all);
  await expectFoundByIdentifiers(adminUrl, all, tag);
}

function expectUnique(all: readonly StoredIdentity[]): void {
  const taken = all.flatMap((identity) => [
    `id ${identity.id}`,
    ...(identity.external_id === undefined ? [] : [`external id ${identity.external_id}`]),
    ...identifiersOf(identity).map(({ type, identifier }) => `${type} ${identifier}`),
    ...(identity.verifiable_addresses ?? []).map(({ via, value }) => `verifiable ${via} ${value}`),
    ...(identity.recovery_addresses ?? []).map(({ via, value }) => `recovery ${via} ${value}`),
  ]);
  expect(taken.filter((one, at) => taken.indexOf(one) !== at)).toEqual([]);
}

/** In all three schemas an e-mail address verifies and recovers, and identifies together with the username. */
function expectTraitsFollowed(identity: StoredIdentity): void {
  const { email, username } = identity.traits as { email?: string; username?: string };
  const address = email === undefined ? [] : [{ via: 'email', value: normalized(email) }];
  expect(identity.verifiable_addresses ?? []).toEqual(address.map((one) => expect.objectContaining(one)));
  expect(identity.recovery_addresses ?? []).toEqual(address.map((one) => expect.objectContaining(one)));
  const named = identity.schema_id === 'social_user_v0' ? [email] : [email, username];
  const identifiers = named.filter((name) => name !== undefined).map(normalized);
  // Without any such trait the identifiers stay what they were.
  if (identifiers.length === 0) return;
  const held = identity.credentials?.['password']?.identifiers ?? [];
  expect(held.toSorted()).toEqual([...new Set(identifiers)].toSorted());
}

async function expectWholePages(adminUrl: string, all: readonly StoredIdentity[]): Promise<void> {
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
  for (const size of [1, 2, 3, Math.max(ids.length, 1)]) {
    expect((await storedIdentities(adminUrl, size)).map(({ id }) => id)).toEqual(ids);
  }
}

async function expectSameByItself(adminUrl: string, all: readonly StoredIdentity[]): Promise<void> {
  for (const identity of all) {
    const path = `/admin/identities/${identity.id}?${withCredentials}`;
    expect((await send(adminUrl, { method: 'GET', path })).body).toEqual(identity);
  }
}

async function expectFoundByIdentifiers(
  adminUrl: string,
  all: readonly StoredIdentity[],
  tag: string,
): Promise<void> {
  const links = subjects.flatMap((subject) => [`google:${subject}`, `github:${subject}`, `okta:${subject}`]);
  for (const name of withTag([...emails, ...usernames, ...links], tag)) {
    const holders = all.filter((identity) =>
      identifiersOf(identity).some(({ type, identifier }) =>
        folded.has(type) ? identifier === normalized(name) : linked.has(type) && identifier === name,
      ),
    );
    expect(await idsAt(adminUrl, `?credentials_identifier=${encodeURIComponent(name)}`)).toEqual(
      idsOf(holders),
    );
  }
  for (const externalId of withTag(externalIds, tag)) {
    const path = `/admin/identities/by/external/${encodeURIComponent(externalId)}`;
    const { body } = await send(adminUrl, { method: 'GET', path });
    const holder = all.find((identity) => identity.external_id === externalId);
    expect((body as { id?: string }).id).toBe(holder?.id);
  }
}

/** Credentials whose identifiers are compared without case and blanks, and those where they are not. */
const folded: ReadonlySet<string> = new Set(['password', 'webauthn', 'code']);
const linked: ReadonlySet<string> = new Set(['oidc', 'saml']);

function identifiersOf({ credentials = {} }: StoredIdentity): { type: string; identifier: string }[] {
  return Object.values(credentials).flatMap(({ type, identifiers }) =>
    identifiers.map((identifier) => ({ type, identifier })),
  );
}

async function idsAt(adminUrl: string, query: string): Promise<string[]> {
  const { body } = await send(adminUrl, { method: 'GET', path: `/admin/identities${query}` });
  return idsOf(body as StoredIdentity[]);
}

function idsOf(identities: readonly StoredIdentity[]): string[] {
  return identities.map(({ id }) => id).toSorted();
}

// The only letters beyond ASCII here have one lower case each, except that JavaScript knows a final sigma.
function normalized(name: string): string {
  return name.trim().toLowerCase().replaceAll('ς', 'σ');
}
