import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityBody } from '../../../src/sources/converted-identity.ts';

/** An export of another system, with what is said to `idp convert` for it, and how many of its people can be tried. */
export type Migration = {
  readonly source: string;
  readonly files: readonly string[];
  readonly options?: readonly string[];
  /** Who has an address and a known password, as a number that nobody lowers by accident. */
  readonly logins: number;
};

/** Of these, hashes that Kratos itself can match. */
export const migrations: readonly Migration[] = [
  { source: 'auth0', files: ['users.ndjson', 'hashes.ndjson'], logins: 5 },
  { source: 'auth0', files: ['import.json'], logins: 3 },
  { source: 'clerk', files: ['clerk.csv'], logins: 16 },
  { source: 'clerk', files: ['clerk.json'], logins: 1 },
  { source: 'supabase', files: ['users.csv', 'identities.csv', 'mfa_factors.csv'], logins: 5 },
  { source: 'keycloak', files: ['acme-realm.json', 'acme-users-0.json', 'acme-users-1.json'], logins: 8 },
  { source: 'keycloak', files: ['legacy-realm.json'], logins: 1 },
  { source: 'firebase', files: ['users.json'], options: ['--hash-config', 'hash-config.json'], logins: 4 },
  { source: 'firebase', files: ['users.csv'], options: ['--hash-config', 'hash-config.txt'], logins: 4 },
  { source: 'django', files: ['dumpdata.json'], logins: 14 },
  { source: 'django', files: ['auth_user-postgres.csv'], logins: 13 },
  { source: 'wordpress', files: ['mysql-users.tsv', 'mysql-usermeta.tsv'], logins: 3 },
  { source: 'fusionauth', files: ['import-request.json'], logins: 12 },
  { source: 'ldif', files: ['openldap.ldif'], logins: 9 },
  {
    source: 'csv',
    files: ['laravel.csv'],
    options: ['--mapping', 'laravel.yaml', '--map', 'traits.name='],
    logins: 2,
  },
  { source: 'csv', files: ['mongoose.ndjson'], options: ['--mapping', 'mongoose.yaml'], logins: 1 },
  {
    source: 'csv',
    files: ['passport.csv'],
    options: ['--mapping', 'passport.yaml', '--map', 'traits.name='],
    logins: 2,
  },
  { source: 'okta', files: ['prepared.json'], options: ['--mapping', 'okta'], logins: 1 },
  { source: 'kratos', files: ['identities.json'], logins: 1 },
];

/** And of these, hashes that only the migration hook can match. */
export const hookMigrations: readonly Migration[] = [
  { source: 'wordpress', files: ['mysql-users.tsv', 'mysql-usermeta.tsv'], logins: 7 },
  { source: 'django', files: ['dumpdata.json'], logins: 1 },
  { source: 'clerk', files: ['clerk.csv'], logins: 5 },
  { source: 'fusionauth', files: ['import-request.json'], logins: 2 },
];

const folderOf = (source: string): string =>
  join(import.meta.dirname, '..', '..', 'fixtures', 'sources', source);

export const fixtureFile = (source: string, name: string): string => join(folderOf(source), name);

/** The words of the command line; a file of options stands beside the export. */
export function wordsOf({ source, files, options = [] }: Migration): string[] {
  const from = source === 'okta' ? 'csv' : source;
  const words = options.map((word) =>
    existsSync(fixtureFile(source, word)) ? fixtureFile(source, word) : word,
  );
  return ['convert', '--from', from, ...files.map((file) => fixtureFile(source, file)), ...words];
}

/** The password of a converted identity; undefined where nobody knows it. */
export function knownPassword(source: string, body: IdentityBody): string | undefined {
  const { username, email } = body.traits;
  const address = typeof email === 'string' ? email.toLowerCase() : '';
  const name = typeof username === 'string' ? username : address;
  const file = fixtureFile(source, 'passwords.json');
  // Where there is no list, everybody's password is made of their name.
  if (!existsSync(file)) return `${name}'s pass phrase`;
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const names = [body.external_id ?? '', address, name, address.split(/[.@]/)[0] ?? ''];
  return names.map((one) => passwords[one]).find((password) => password !== undefined);
}
