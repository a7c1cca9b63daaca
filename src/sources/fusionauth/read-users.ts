import type { RecordOrProblem, RecordStream, SourceRecord } from '../../records/record.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { unjoinedProblems } from '../join-problems.ts';
import { mapRecords } from '../map-records.ts';
import { textOf } from '../member-of-record.ts';
import { readTable } from '../read-table.ts';
import { readUsers as readApiUsers } from '../read-users.ts';
import { fillSideTable, type SideRow } from '../side-rows.ts';
import { openSideTable, type SideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { userOfRows } from './table-user.ts';

type Row = SourceRecord['value'];

/**
 * Users of the API, and of tables of the database with what is joined to them. The scheme and the factor beside the users
 * of a request are what FusionAuth would make plain passwords into, and of no use here.
 */
export async function* readUsers(
  files: readonly SourceFile[],
  { workFolder }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  const identities = openSideTable<SideRow>(workFolder, 'fusionauth-identities');
  const links = openSideTable<SideRow>(workFolder, 'fusionauth-links');
  try {
    for (const { file, role } of files) {
      const table = role === 'identities' ? identities : role === 'links' ? links : undefined;
      if (table === undefined) continue;
      yield* fillSideTable(table, readRows({ file, role }), 'users_id', ({ users_id: id }) => textOf(id));
    }
    yield* readApiUsers(
      files.filter(({ role }) => role === 'users'),
      ['users'],
    );
    for (const file of files.filter(({ role }) => role === 'user-rows')) {
      yield* mapRecords(readRows(file), (row) => joined(row, identities, links));
    }
    const of = 'the table users';
    const problems = [
      ...unjoinedProblems(identities, { what: 'rows of identities', of, field: 'users_id' }),
      ...unjoinedProblems(links, { what: 'rows of identity_provider_links', of, field: 'users_id' }),
    ];
    yield problems.map((problem) => ({ problem }));
  } finally {
    identities.close();
    links.close();
  }
}

async function* readRows({ file }: SourceFile): RecordStream {
  yield* (await beginsLikeJson(file)) ? readJsonRecords(file) : readTable(file);
}

function joined(row: Row, identities: SideTable<SideRow>, links: SideTable<SideRow>): Row {
  const id = textOf(row['users_id'] ?? row['id']) ?? '';
  const rowsOf = (table: SideTable<SideRow>): Row[] => table.get(id).map(({ value }) => value);
  return userOfRows(row, rowsOf(identities), rowsOf(links));
}
