import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordOrProblem, RecordStream } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { unjoinedProblems } from '../join-problems.ts';
import { mapRecords } from '../map-records.ts';
import { requireUsers } from '../require-users.ts';
import { fillSideTable, type SideRow } from '../side-rows.ts';
import { openSideTable, type SideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { plainRow } from './plain-row.ts';

type Row = Readonly<Record<string, unknown>>;

/** Users with their rows of the two other tables as `identities` and `mfa_factors`, unless they hold them already. */
export async function* readSupabaseUsers(
  files: readonly SourceFile[],
  { workFolder }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  requireUsers(files, 'the table auth.users');
  const identities = openSideTable<SideRow>(workFolder, 'supabase-identities');
  const factors = openSideTable<SideRow>(workFolder, 'supabase-factors');
  try {
    for (const { file, role } of files) {
      if (role === 'users') continue;
      const table = role === 'identities' ? identities : factors;
      yield* fillSideTable(table, readTable(file), 'user_id', ({ user_id: id }) => textOf(id));
    }
    for (const { file } of files.filter(({ role }) => role === 'users')) {
      yield* mapRecords(readTable(file), (user) => joined(user, identities, factors));
    }
    const problems = [
      ...unjoinedProblems(identities, {
        what: 'rows of auth.identities',
        of: 'auth.users',
        field: 'user_id',
      }),
      ...unjoinedProblems(factors, { what: 'rows of auth.mfa_factors', of: 'auth.users', field: 'user_id' }),
    ];
    yield problems.map((problem) => ({ problem }));
  } finally {
    identities.close();
    factors.close();
  }
}

async function* readTable(file: InputFile): RecordStream {
  const stream = (await beginsLikeJson(file))
    ? readJsonRecords(file, { arrayKeys: ['users'] })
    : readCsvRecords(file);
  yield* mapRecords(stream, plainRow);
}

function joined(user: Row, identities: SideTable<SideRow>, factors: SideTable<SideRow>): Row {
  const id = textOf(user['id']);
  if (id === undefined) return user;
  return {
    ...user,
    ...rowsOf('identities', user, identities.get(id)),
    ...rowsOf('mfa_factors', user, factors.get(id)),
  };
}

function rowsOf(name: string, user: Row, rows: readonly SideRow[]): Row {
  if (rows.length === 0) return {};
  const own = Array.isArray(user[name]) ? (user[name] as readonly unknown[]) : [];
  return { [name]: [...own, ...rows.map(({ value }) => value)] };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
