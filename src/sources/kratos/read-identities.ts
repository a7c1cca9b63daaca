import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { mapRecords } from '../map-records.ts';
import { isObject } from '../member-of-record.ts';
import { readUsers } from '../read-users.ts';
import type { SourceFile } from '../source.ts';

/** Identities, out of `{"identities":[…]}` and out of `{"create":…,"patch_id":…}`, whose patch_id they keep. */
export function readIdentities(files: readonly SourceFile[]): RecordStream {
  return mapRecords(readUsers(files, ['identities']), unwrapped);
}

function unwrapped(value: SourceRecord['value']): SourceRecord['value'] {
  const { create, ...others } = value;
  return isObject(create) ? { ...create, ...others } : value;
}
