import type { RecordOrProblem, RecordPlace, RecordStream, SourceRecord } from '../records/record.ts';
import type { SideTable } from './side-table.ts';

/** A record of a file whose records are joined to those of another. */
export interface SideRow {
  readonly place: RecordPlace;
  readonly value: SourceRecord['value'];
}

/**
 * Puts the records of a stream into a table, each under its key, and gives what is wrong with the stream. `keyName` is
 * the field that a record without a key lacks.
 */
export async function* fillSideTable(
  table: SideTable<SideRow>,
  stream: RecordStream,
  keyName: string,
  keyOf: (value: SideRow['value']) => string | undefined,
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of stream) {
    const problems: RecordOrProblem[] = [];
    for (const item of chunk) {
      if ('problem' in item) problems.push(item);
      else {
        const key = keyOf(item.record.value);
        if (key === undefined) problems.push(withoutKey(item.record.place, keyName));
        else table.put(key, item.record);
      }
    }
    if (problems.length > 0) yield problems;
  }
}

function withoutKey(place: RecordPlace, keyName: string): RecordOrProblem {
  const message = `the record has no ${keyName}, so that it belongs to nobody`;
  return { problem: { place, field: keyName, code: 'unjoined', message, fatal: false } };
}
