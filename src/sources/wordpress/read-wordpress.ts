import type { InputFile } from '../../records/input-file.ts';
import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import { inChunks } from '../in-chunks.ts';
import { unjoinedProblems } from '../join-problems.ts';
import type { SideRow } from '../side-rows.ts';
import { openSideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { type OfTable, readTables } from './read-tables.ts';
import { tableNames } from './table-names.ts';
import { withMeta } from './user-meta.ts';

/** Users with their usermeta: those of a file of users at once, those that lie among other tables when all of these are read. */
export async function* readWordpress(
  files: readonly SourceFile[],
  { workFolder, signal }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  const meta = openSideTable<SideRow>(workFolder, 'wordpress-meta');
  const users = openSideTable<OfTable>(workFolder, 'wordpress-users');
  const names = tableNames();
  const join = ({ record, table }: OfTable): RecordOrProblem => {
    const rows = meta.get(metaKey(names.metaOf(table), record.value['ID']));
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
    for (const { file, role } of files) {
      if (role === 'users') names.addUsers('');
      else yield* takeTables(file);
    }
    for (const chunk of inChunks(users.all(), chunkSize)) {
      signal.throwIfAborted();
      yield chunk.map(join);
    }
    for (const { file } of files.filter(({ role }) => role === 'users')) {
      for await (const chunk of readTables(file)) {
        yield chunk.map((item) => ('problem' in item ? item : join(item)));
      }
    }
    const left = unjoinedProblems(meta, { what: 'rows of usermeta', of: 'the users', field: 'user_id' });
    yield left.map((problem) => ({ problem }));
  } finally {
    users.close();
    meta.close();
  }

  async function* takeTables(file: InputFile): AsyncGenerator<readonly RecordOrProblem[]> {
    for await (const chunk of readTables(file)) {
      const problems: RecordOrProblem[] = [];
      const others: SourceRecord[] = [];
      for (const item of chunk) {
        if ('problem' in item) problems.push(item);
        else if (isMeta(item.record.value)) {
          names.addMeta(item.table);
          meta.put(metaKey(item.table, item.record.value['user_id']), item.record);
        } else if (typeof item.record.value['user_login'] === 'string') {
          names.addUsers(item.table);
          users.put('', item);
        } else if (!isAboutTheDump(item.record.value)) others.push(item.record);
      }
      yield [...problems, ...besideUsers(others)];
    }
  }
}

const chunkSize = 500;

const metaKey = (table: string | undefined, id: unknown): string => JSON.stringify([table, id].map(String));

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
