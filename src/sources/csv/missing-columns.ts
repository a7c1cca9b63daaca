import type { RecordOrProblem, RecordProblem, RecordStream, SourceRecord } from '../../records/record.ts';
import type { FieldMap, FieldOrigin } from '../field-map.ts';
import { parseFieldPath } from '../field-path.ts';

/**
 * Rows of one file of CSV, with a warning for each column that is mapped and that the file does not have: mistyped, it
 * would be a file of people without passwords. `map` is what was said, without defaults.
 */
export async function* withMissingColumns(
  rows: RecordStream,
  map: FieldMap,
): AsyncGenerator<readonly RecordOrProblem[]> {
  let isFirst = true;
  for await (const chunk of rows) {
    const first = isFirst ? chunk.find((item) => 'record' in item) : undefined;
    if (first !== undefined && 'record' in first) {
      isFirst = false;
      const problems = missingColumns(first.record, map);
      if (problems.length > 0) yield problems.map((problem) => ({ problem }));
    }
    yield chunk;
  }
}

function missingColumns({ place, value }: SourceRecord, map: FieldMap): RecordProblem[] {
  return [...map].flatMap(([target, origin]) =>
    origin === undefined
      ? []
      : columnsOf(origin)
          .filter((paths) => !paths.some((path) => hasColumn(value, path)))
          .map(([path = '']) => ({
            place,
            field: path,
            code: 'no-such-column' as const,
            message: `the file has no such column, and the mapping takes ${target} from it`,
            fatal: false,
          })),
  );
}

/** Of each list one has to be there. */
function columnsOf({ from, otherwise = [], hash, link }: FieldOrigin): (readonly string[])[] {
  const beside = [...(hash?.fields.values() ?? [])].map((path) => [path]);
  if (from !== '') return [[from, ...otherwise], ...beside];
  return link === undefined ? beside : [[link.provider], [link.subject]];
}

function hasColumn(row: SourceRecord['value'], path: string): boolean {
  return Object.hasOwn(row, path) || Object.hasOwn(row, parseFieldPath(path)?.[0] ?? '');
}
