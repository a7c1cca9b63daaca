import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordOrProblem } from '../../records/record.ts';
import { inChunks } from '../in-chunks.ts';
import { readTable } from '../read-table.ts';
import { openSideTable, type SideTable } from '../side-table.ts';
import type { ReadingWorld, SourceFile } from '../source.ts';
import { type DjangoRow, isUserRow, leftOutModels, rowOfDump, rowOfTable } from './django-rows.ts';
import { type JoinedModels, openJoinedModels } from './joined-models.ts';
import { userEvidence, userModel } from './user-model.ts';

/**
 * The users of dumps and of tables, with what other models say of them. In a dump that may stand before and behind the
 * users, so that they wait on disk until its end; users of a table come at once.
 */
export async function* readDjango(
  files: readonly SourceFile[],
  { workFolder, signal }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  const joined = openJoinedModels(workFolder);
  const users = openSideTable<DjangoRow>(workFolder, 'django-users');
  try {
    const models = new Map<string, number>();
    for (const { file, role } of files) {
      if (role === 'dump') yield* takeDump(file, joined, users, models);
      else if (role !== 'users') yield* takeTable(file, role, joined);
    }
    const model = userModel(models);
    joined.learnNames(usersOf(users, model));
    for (const chunk of inChunks(users.all(), chunkSize)) {
      signal.throwIfAborted();
      yield [
        ...chunk
          .filter((row) => row.model === model)
          .map(({ place, value }) => ({ record: { place, value: joined.join(value) } })),
        ...leftOutModels(
          chunk.filter((row) => row.model !== model),
          `the users are those of ${model}; objects of other models with a password are left out, and counted by the name of their model`,
        ),
      ];
    }
    for (const { file } of files.filter(({ role }) => role === 'users')) {
      for await (const chunk of readTable(file)) {
        yield chunk.map((item) =>
          'problem' in item ? item : { record: { ...item.record, value: joined.join(item.record.value) } },
        );
      }
    }
    yield joined.unjoined();
  } finally {
    users.close();
    joined.close();
  }
}

const chunkSize = 500;

async function* takeDump(
  file: SourceFile['file'],
  joined: JoinedModels,
  users: SideTable<DjangoRow>,
  models: Map<string, number>,
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of readJsonRecords(file)) {
    const problems: RecordOrProblem[] = [];
    const others: DjangoRow[] = [];
    for (const item of chunk) {
      const row = 'problem' in item ? item : rowOfDump(item.record);
      if ('problem' in row) problems.push(row);
      else if (isUserRow(row)) {
        if (!models.has(row.model)) models.set(row.model, userEvidence(row));
        users.put(row.model, row);
      } else if (!joined.add(row)) others.push(row);
    }
    yield [...problems, ...leftOutModels(others)];
  }
}

async function* takeTable(
  file: SourceFile['file'],
  model: string,
  joined: JoinedModels,
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of readTable(file)) {
    yield chunk.filter((item) => 'problem' in item || !joined.add(rowOfTable(model, item.record)));
  }
}

function* usersOf(users: SideTable<DjangoRow>, model: string | undefined): Generator<DjangoRow['value']> {
  for (const row of users.all()) if (row.model === model) yield row.value;
}
