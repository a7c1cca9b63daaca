import type { InputFile } from '../../records/input-file.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordOrProblem, RecordStream, SourceRecord } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { inChunks } from '../in-chunks.ts';
import { unjoinedProblems } from '../join-problems.ts';
import { readTable } from '../read-table.ts';
import type { SideRow } from '../side-rows.ts';
import { openSideTable, type SideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { withMeta } from './user-meta.ts';

/** Users with their usermeta: those of a file of users at once, those that lie among other tables when all of these are read. */
export async function* readWordpress(
  files: readonly SourceFile[],
  { workFolder, signal }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  const meta = openSideTable<SideRow>(workFolder, 'wordpress-meta');
  const users = openSideTable<SourceRecord>(workFolder, 'wordpress-users');
  const join = (record: SourceRecord): RecordOrProblem => {
    const rows = meta.get(String(record.value['ID']));
    return {
      record: {
        ...record,
        value: withMeta(
          record.value,
          rows.map(({ value }) => value),
        ),
      },
    };
  };
  try {
    for (const { file, role } of files) if (role !== 'users') yield* takeTables(file, meta, users);
    for (const chunk of inChunks(users.all(), chunkSize)) {
      signal.throwIfAborted();
      yield chunk.map(join);
    }
    for (const { file } of files.filter(({ role }) => role === 'users')) {
      for await (const chunk of rowsOf(file)) {
        yield chunk.map((item) => ('problem' in item ? item : join(item.record)));
      }
    }
    const left = unjoinedProblems(meta, { what: 'rows of usermeta', of: 'the users', field: 'user_id' });
    yield left.map((problem) => ({ problem }));
  } finally {
    users.close();
    meta.close();
  }
}

const chunkSize = 500;

async function* rowsOf(file: InputFile): RecordStream {
  yield* (await beginsLikeJson(file)) ? readJsonRecords(file, { arrayKeys: ['data'] }) : readTable(file);
}

async function* takeTables(
  file: InputFile,
  meta: SideTable<SideRow>,
  users: SideTable<SourceRecord>,
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of rowsOf(file)) {
    const problems: RecordOrProblem[] = [];
    const others: SourceRecord[] = [];
    for (const item of chunk) {
      if ('problem' in item) problems.push(item);
      else if (isMeta(item.record.value)) meta.put(String(item.record.value['user_id']), item.record);
      else if (typeof item.record.value['user_login'] === 'string') users.put('', item.record);
      else if (!isAboutTheDump(item.record.value)) others.push(item.record);
    }
    yield [...problems, ...besideUsers(others)];
  }
}

function isMeta(row: SourceRecord['value']): boolean {
  return typeof row['meta_key'] === 'string' && Object.hasOwn(row, 'user_id');
}

/** phpMyAdmin says first what it is, and of which database it is. */
function isAboutTheDump({ type }: SourceRecord['value']): boolean {
  return type === 'header' || type === 'database';
}

/** A row does not know its table; its first column is the primary key of that. */
function besideUsers(rows: readonly SourceRecord[]): RecordOrProblem[] {
  const [first] = rows;
  if (first === undefined) return [];
  const message =
    'rows of other tables are no users; they are left out, and counted by the name of their first column';
  const names = rows.map(({ value }) => `${Object.keys(value)[0]} …`);
  return [{ problem: { place: first.place, code: 'beside-records', message, names, fatal: false } }];
}
