import { readCsvRecords } from '../../records/read-csv-records.ts';
import type { RecordOrProblem } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { mapRecords } from '../map-records.ts';
import { isObject } from '../member-of-record.ts';
import { readUsers as readJsonUsers } from '../read-users.ts';
import type { SourceFile } from '../source.ts';
import { columnsOfCsv, userOfRow } from './csv-user.ts';

type User = Readonly<Record<string, unknown>>;

/** Users in the shape of JSON; the claims of a user, which are JSON as text, as what they say. */
export async function* readUsers(files: readonly SourceFile[]): AsyncGenerator<readonly RecordOrProblem[]> {
  for (const file of files) {
    const stream = (await beginsLikeJson(file.file)) ? readJsonUsers([file], ['users']) : readRows(file);
    yield* mapRecords(stream, withClaims);
  }
}

async function* readRows({ file }: SourceFile): AsyncGenerator<readonly RecordOrProblem[]> {
  const columns = columnsOfCsv(cellsOfFirstRow((await file.head(65_536)).toString('utf8')));
  yield* mapRecords(readCsvRecords(file, { columns, delimiter: ',' }), userOfRow);
}

function cellsOfFirstRow(text: string): number {
  let cells = 1;
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === ',') cells += 1;
    else if (character === '\n') break;
  }
  return cells;
}

function withClaims(user: User): User {
  const { customAttributes } = user;
  if (typeof customAttributes !== 'string') return user;
  try {
    const claims: unknown = JSON.parse(customAttributes);
    return isObject(claims) ? { ...user, customAttributes: claims } : user;
  } catch {
    return user;
  }
}
