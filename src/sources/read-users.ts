import type { RecordOrProblem, RecordPlace, RecordProblem } from '../records/record.ts';
import { readJsonRecords } from '../records/read-json-records.ts';
import type { SourceFile } from './source.ts';

/**
 * The users of files of JSON, one after the other, from lists under `arrayKeys` or bare. What else such a file says is
 * left out and told by its names, in one warning at the end of the file.
 */
export async function* readUsers(
  files: readonly SourceFile[],
  arrayKeys: readonly string[],
): AsyncGenerator<readonly RecordOrProblem[]> {
  for (const { file } of files) {
    const names = new Set<string>();
    const note = (name: string): void => void (names.size < namesKept && names.add(name));
    yield* readJsonRecords(file, { arrayKeys, onEnvelope: note, onPassedOver: note });
    if (names.size > 0) yield [{ problem: besideUsers({ file: file.name, record: 1, line: 1 }, [...names]) }];
  }
}

const namesKept = 1000;

/** The warning that a file says more than who its users are. */
export function besideUsers(place: RecordPlace, names: readonly string[]): RecordProblem {
  const message =
    'what the file says beside its users is left out; the names are counted among what is left out';
  return {
    place,
    code: 'beside-records',
    message,
    names: names.map((name) => `file: ${name}`),
    fatal: false,
  };
}
