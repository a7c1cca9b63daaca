import { IdpError } from '../../errors/idp-error.ts';
import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import { Secret } from '../../secrets/secret.ts';
import { beginsLikeJson } from '../../sources/begins-like-json.ts';

/** A login that is known to work in the old system, or a row that is none. */
export type KnownLogin =
  | { readonly line: number | undefined; readonly identifier: string; readonly password: Secret }
  | { readonly line: number | undefined; readonly unusable: string };

/**
 * The logins of a file: CSV with the columns `identifier` and `password`, or JSON with members of these names, a line
 * each or a list. Fails with usage where the first row has neither, which is a file of something else, and where there is no row:
 * nothing would be proven.
 */
export async function* readLogins(file: InputFile): AsyncGenerator<KnownLogin, undefined> {
  const records = (await beginsLikeJson(file)) ? readJsonRecords(file) : readCsvRecords(file);
  let isFirst = true;
  for await (const chunk of records) {
    for (const one of chunk) {
      if (isFirst && 'record' in one) requireNames(file, one.record);
      isFirst = false;
      if ('record' in one || one.problem.harmless !== true) yield loginOf(one);
    }
  }
  if (isFirst) throw new IdpError('usage', `${file.name} holds no logins.`, { hint: wanted });
}

function loginOf(one: RecordOrProblem): KnownLogin {
  if ('problem' in one) return { line: one.problem.place.line, unusable: one.problem.message };
  const { line } = one.record.place;
  const { identifier, password } = one.record.value;
  if (typeof identifier !== 'string' || identifier.trim() === '') return { line, unusable: 'no identifier' };
  if (typeof password !== 'string' || password === '') return { line, unusable: 'no password' };
  return { line, identifier, password: new Secret(password) };
}

function requireNames({ name }: InputFile, { value }: SourceRecord): void {
  if (Object.hasOwn(value, 'identifier') || Object.hasOwn(value, 'password')) return;
  throw new IdpError('usage', `${name} has no column or member that is called identifier or password.`, {
    hint: wanted,
  });
}

const wanted =
  'Give CSV that begins with the line identifier,password, or JSON lines of both. Nobody was logged in.';
