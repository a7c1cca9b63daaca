import type { RecordOrProblem, RecordStream, SourceRecord } from '../records/record.ts';

/** A stream of records with another value for each; problems pass. */
export async function* mapRecords(
  stream: RecordStream,
  change: (value: SourceRecord['value'], place: SourceRecord['place']) => SourceRecord['value'],
): AsyncGenerator<readonly RecordOrProblem[]> {
  for await (const chunk of stream) {
    yield chunk.map((item) =>
      'problem' in item
        ? item
        : { record: { place: item.record.place, value: change(item.record.value, item.record.place) } },
    );
  }
}
