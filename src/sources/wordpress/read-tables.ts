import type { InputFile } from '../../records/input-file.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordProblem, SourceRecord } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { readTable } from '../read-table.ts';

/** A row with the name of its table; empty where the file does not say it. */
export interface OfTable {
  readonly table: string;
  readonly record: SourceRecord;
}

/**
 * The rows of the tables in a file: of one, as CSV, TSV or JSON, or of any number in JSON as phpMyAdmin exports them
 * (`{"type":"table","name":"wp_users","database":"wp","data":[…]}`).
 */
export async function* readTables(
  file: InputFile,
): AsyncGenerator<readonly (OfTable | { readonly problem: RecordProblem })[]> {
  const isJson = await beginsLikeJson(file);
  const named: { readonly name: string; readonly recordsBefore: number }[] = [];
  const stream = isJson ? readJsonRecords(file, { arrayKeys: ['data'], onEnvelope: note }) : readTable(file);
  for await (const chunk of stream) {
    yield chunk.map((item) =>
      'problem' in item ? item : { record: item.record, table: tableOf(item.record) },
    );
  }

  // It is told ahead of the rows, which come a chunk at a time.
  function note(key: string, value: unknown, recordsBefore: number): void {
    if (key === 'name') named.push({ name: String(value), recordsBefore });
  }

  function tableOf({ place }: SourceRecord): string {
    while (named[1] !== undefined && named[1].recordsBefore < place.record) named.shift();
    const [first] = named;
    return first !== undefined && first.recordsBefore < place.record ? first.name : '';
  }
}
