import { inexactWithin } from './json-numbers.ts';
import type { RecordOrProblem, SourceRecord } from './record.ts';

/**
 * The record that a line of a file of rejects holds, as `idp convert` and `idp import` write them: `{file, record, line, problems,
 * value}`, of an import with `patch_id`, `answer` and `identity-id`, so that it can be mended there and read again. Anything else is given back
 * as it is.
 */
export function unwrapRejected(item: RecordOrProblem): RecordOrProblem {
  if ('problem' in item) return item;
  const { place, value, inexact } = item.record;
  if (!isRejected(value)) return item;
  const inner = rejectedValue(value);
  if (inner !== undefined) {
    const within = inexact === undefined ? undefined : inexactWithin(inexact, 'value');
    return { record: { place, value: inner, ...(within !== undefined && { inexact: within }) } };
  }
  const message =
    'This line of a file of rejects tells of a record that could not be read; mend it in the file that it came from.';
  return { problem: { place, code: 'not-a-record', message, fatal: false } };
}

/** What a line of a file of rejects holds; undefined where it is none, or the record could not be read. */
export function rejectedValue(value: SourceRecord['value']): SourceRecord['value'] | undefined {
  const inner = isRejected(value) ? value['value'] : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as SourceRecord['value']) : undefined;
}

/** Whether it is a line of a file of rejects. */
export function isRejected(value: SourceRecord['value']): boolean {
  return (
    Array.isArray(value['problems']) &&
    Object.keys(value).every((name) => names.has(name)) &&
    'value' in value
  );
}

const names: ReadonlySet<string> = new Set([
  'file',
  'record',
  'line',
  'patch_id',
  'problems',
  'answer',
  'identity-id',
  'value',
]);
