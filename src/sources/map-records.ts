import { IdpError } from '../errors/idp-error.ts';
import type { RecordOrProblem, RecordStream, SourceRecord } from '../records/record.ts';

/** A stream of records with another value for each; problems pass. A record that cannot be changed becomes one. */
export async function* mapRecords(
  stream: RecordStream,
  change: (value: SourceRecord['value'], place: SourceRecord['place']) => SourceRecord['value'],
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of stream) {
    yield chunk.map((item) => {
      if ('problem' in item) return item;
      const { place, value } = item.record;
      try {
        return { record: { place, value: change(value, place) } };
      } catch (error) {
        // A full disk ends everything; a field of any shape whatever costs its record.
        if (error instanceof IdpError) throw error;
        return { problem: { place, code: 'not-a-record', message: strangeShape, fatal: false } };
      }
    });
  }
}

/** What is said of a record that no export could hold. */
export const strangeShape = 'a field of it has a shape that no export gives it';
