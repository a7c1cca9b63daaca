import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { mapRecords } from '../map-records.ts';
import { primaryAddresses } from './primary-addresses.ts';

/** Users, their metadata as objects, and with the address and the telephone that count as the first ones. */
export async function* readClerkUsers(file: InputFile): RecordStream {
  const stream = (await beginsLikeJson(file))
    ? readJsonRecords(file, { arrayKeys: ['users', 'data'] })
    : readCsvRecords(file);
  yield* mapRecords(stream, (user) => ({ ...user, ...metadataOf(user), ...primaryAddresses(user) }));
}

/** CSV has them as texts of JSON; what is none stays as it is. */
function metadataOf(user: SourceRecord['value']): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const name of ['public_metadata', 'private_metadata', 'unsafe_metadata']) {
    const text = user[name];
    if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) continue;
    try {
      parsed[name] = JSON.parse(text) as unknown;
    } catch {
      // The text is kept.
    }
  }
  return parsed;
}
