import { readRanges } from './number-ranges.ts';

/** An audit record as it is checked. */
export type Told = {
  readonly number: unknown;
  readonly previous: unknown;
  readonly record: Readonly<Record<string, unknown>>;
  /** The operation that it describes. */
  readonly operation: number | undefined;
  /** The tasks that it tells of. */
  readonly tasks: readonly { readonly first: number; readonly last: number }[];
  /** Of the first record: up to which number history is older than the chain. */
  readonly after: number;
};

/** undefined where the text is no record. */
export function readTold(text: string): Told | undefined {
  const record = parsed(text);
  if (!isMap(record)) return undefined;
  const { operation, task, tasks, event, after } = record;
  return {
    number: record['number'],
    previous: record['previous'],
    record,
    operation: isMap(operation) ? Number(operation['id']) : undefined,
    tasks: isMap(task) ? readRanges(String(task['id'])) : isTogether(record) ? readRanges(String(tasks)) : [],
    after: event === 'chain-begun' ? Number(after) : 0,
  };
}

/** Whether a record tells of several tasks at once. */
const isTogether = (record: Readonly<Record<string, unknown>>): boolean =>
  typeof record['operation'] === 'string' && typeof record['tasks'] === 'string' && 'status' in record;

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
