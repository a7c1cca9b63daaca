import type { RecordOrProblem } from '../../records/record.ts';
import { besideUsers, readUsers } from '../read-users.ts';
import type { SourceFile } from '../source.ts';

/** The users of realms. An export into several files has one with the realm alone, which is a record to the reader. */
export async function* readRealmUsers(
  files: readonly SourceFile[],
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of readUsers(files, ['users', 'federatedUsers'])) {
    yield chunk.map((item) => {
      if ('problem' in item || !isRealm(item.record.value)) return item;
      return { problem: besideUsers(item.record.place, Object.keys(item.record.value)) };
    });
  }
}

function isRealm(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['realm'] === 'string' && !Object.hasOwn(value, 'username');
}
