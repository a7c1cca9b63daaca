import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordOrProblem } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { mapRecords } from '../map-records.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { unjoinedProblems } from '../join-problems.ts';
import { requireUsers } from '../require-users.ts';
import { fillSideTable, type SideRow } from '../side-rows.ts';
import { openSideTable, type SideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { unflattenUser } from './flat-user.ts';

type User = Readonly<Record<string, unknown>>;

/**
 * Users with the rows of the export of hashes as `hash_export`, and those of the export of factors as `mfa_export`; that
 * is what they are called in the rest of this source.
 */
export async function* readUsers(
  files: readonly SourceFile[],
  { workFolder }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  requireUsers(files, 'the export of users');
  const hashes = openSideTable<SideRow>(workFolder, 'auth0-hashes');
  const idsByEmail = openSideTable<string>(workFolder, 'auth0-ids');
  const factors = openSideTable<SideRow>(workFolder, 'auth0-mfa');
  try {
    for (const { file } of files.filter(({ role }) => role === 'hashes')) {
      yield* fillSideTable(hashes, readJsonRecords(file), '_id', (row) => noteHash(row, idsByEmail));
    }
    for (const { file } of files.filter(({ role }) => role === 'mfa')) {
      yield* fillSideTable(factors, readJsonRecords(file), 'user_id', ({ user_id: id }) => textOf(id));
    }
    for (const { file } of files.filter(({ role }) => role === 'users')) {
      const isCsv = !(await beginsLikeJson(file));
      const stream = isCsv ? readCsvRecords(file) : readJsonRecords(file, { arrayKeys: ['users'] });
      yield* mapRecords(stream, (user) =>
        withFactors(withHash(unflattenUser(user, isCsv), hashes, idsByEmail), factors),
      );
    }
    const problems = [
      ...unjoinedProblems(hashes, { what: 'rows of the hash export', of: 'the users', field: '_id' }),
      ...unjoinedProblems(factors, { what: 'rows of the MFA export', of: 'the users', field: 'user_id' }),
    ];
    yield problems.map((problem) => ({ problem }));
  } finally {
    hashes.close();
    idsByEmail.close();
    factors.close();
  }
}

/**
 * The user_id that a row of the hash export belongs to: `alt_id` stands in for `_id` where the id was given by a custom
 * database, or when the user was made (community.auth0.com/t/password-hashes-export-data-format/58730).
 */
function noteHash(row: User, idsByEmail: SideTable<string>): string | undefined {
  const oid = row['_id'] ?? row['_ID'];
  const id = textOf(row['alt_id']) ?? textOf(oid) ?? textOf((oid as User | undefined)?.['$oid']);
  if (id === undefined) return undefined;
  // Of a custom database the id may itself have a bar: auth0|shop|7.
  const userId = id.startsWith('auth0|') ? id : `auth0|${id}`;
  const email = textOf(row['email']) ?? listedEmail(row['identifiers']);
  if (email !== undefined) idsByEmail.put(normaliseIdentifier(email), userId);
  return userId;
}

/** Newer exports may have the address there alone. */
function listedEmail(identifiers: unknown): string | undefined {
  const list = Array.isArray(identifiers) ? (identifiers as readonly (User | null)[]) : [];
  return textOf(list.find((one) => one?.['type'] === 'email')?.['value']);
}

function withHash(user: User, hashes: SideTable<SideRow>, idsByEmail: SideTable<string>): User {
  const found = [...databaseIds(user, idsByEmail)].flatMap((id) => hashes.get(id));
  const [row, ...others] = found.map(({ value }) => value);
  if (row === undefined) return user;
  return { ...user, hash_export: row, ...(others.length > 0 ? { hash_export_others: others } : {}) };
}

/** Of the user itself, and of the accounts in databases that were linked to it. An export may leave the id out. */
function databaseIds(user: User, idsByEmail: SideTable<string>): ReadonlySet<string> {
  const id = textOf(user['user_id']);
  const identities = Array.isArray(user['identities'])
    ? (user['identities'] as readonly (User | null)[])
    : [];
  const linked = identities.flatMap((identity) => {
    const one = textOf(identity?.['user_id']);
    return identity?.['provider'] === 'auth0' && one !== undefined ? [`auth0|${one}`] : [];
  });
  if (id !== undefined) return new Set([id, ...linked]);
  const email = textOf(user['email']);
  const byEmail = email === undefined ? [] : idsByEmail.get(normaliseIdentifier(email));
  // One address may be in several databases.
  return new Set([...linked, ...(byEmail.length === 1 ? byEmail : [])]);
}

function withFactors(user: User, factors: SideTable<SideRow>): User {
  const id = textOf(user['user_id']);
  const rows = id === undefined ? [] : factors.get(id).map(({ value }) => value);
  return rows.length === 0 ? user : { ...user, mfa_export: rows };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
