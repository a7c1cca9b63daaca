import { isMap } from './told.ts';

/**
 * The name of the first field in which what a record tells differs from what history has now; undefined where they are
 * the same. `now` may fail on what is no longer JSON.
 */
export function firstDifference(told: unknown, now: () => Record<string, unknown>): string | undefined {
  if (!isMap(told)) return 'everything';
  const fields = fieldsNow(now);
  if (fields === undefined) return 'what is there cannot be read';
  const names = new Set([...Object.keys(told), ...Object.keys(fields)]);
  return [...names].find((name) => JSON.stringify(told[name]) !== JSON.stringify(fields[name]));
}

function fieldsNow(now: () => Record<string, unknown>): Record<string, unknown> | undefined {
  try {
    return now();
  } catch {
    return undefined;
  }
}
