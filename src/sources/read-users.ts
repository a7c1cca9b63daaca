import type { RecordOrProblem, RecordProblem } from '../records/record.ts';
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
    if (names.size > 0) yield [{ problem: besideUsers(file.name, [...names]) }];
  }
}

const namesKept = 1000;

function besideUsers(file: string, names: readonly string[]): RecordProblem {
  return {
    place: { file, record: 1, line: 1 },
    code: 'beside-records',
    message: 'what the file says beside its users is left out; the names are counted among what is left out',
    names,
    fatal: false,
  };
}
