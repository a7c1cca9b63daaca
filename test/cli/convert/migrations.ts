import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An export of another system, with what is said to `idp convert` for it, and how many of its people have a known password. */
export type Migration = {
  readonly source: string;
  readonly files: readonly string[];
  readonly options?: readonly string[];
  /** Who can sign in with the password they had, as a number that nobody lowers by accident. */
  readonly logins: number;
};

export const migrations: readonly Migration[] = [
  { source: 'auth0', files: ['users.ndjson', 'hashes.ndjson'], logins: 5 },
  { source: 'auth0', files: ['import.json'], logins: 3 },
  { source: 'clerk', files: ['clerk.csv'], logins: 16 },
  { source: 'clerk', files: ['clerk.json'], logins: 1 },
  { source: 'supabase', files: ['users.csv', 'identities.csv', 'mfa_factors.csv'], logins: 5 },
  { source: 'keycloak', files: ['acme-realm.json', 'acme-users-0.json', 'acme-users-1.json'], logins: 8 },
];

export const fixtureFolder = (source: string): string =>
  join(import.meta.dirname, '..', '..', 'fixtures', 'sources', source);

/** By the old id, address or user name of whoever has it. */
export function knownPasswords(source: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(fixtureFolder(source), 'passwords.json'), 'utf8')) as Record<
    string,
    string
  >;
}
