import { parseFieldPath, setAt, valueAt } from '../field-path.ts';
import type { SourceSettings } from '../source-settings.ts';
import type { RowShape } from '../mapping-row-shape.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * Makes fields of what a row keeps in other forms: lists of a name and a value each become objects, and links that are a
 * text of JSON become a list. What is neither stays as it is.
 */
export function rowUnfolder(settings: SourceSettings): (row: Row) => Row {
  const pairs = namesOf((settings.details as RowShape).pairs ?? []);
  const links = namesOf(
    [...settings.map.values()].flatMap((origin) =>
      origin?.link === undefined ? [] : [origin.from, ...(origin.otherwise ?? [])],
    ),
  );
  if (pairs.length + links.length === 0) return (row) => row;
  return (row) => {
    // Of the objects on the way nobody else knows: a row was just read.
    const unfolded = { ...row };
    for (const names of pairs) replace(unfolded, names, objectOfPairs);
    for (const names of links) replace(unfolded, names, listOfJson);
    return unfolded;
  };
}

function namesOf(paths: readonly string[]): (readonly string[])[] {
  return paths.flatMap((path) => {
    const names = parseFieldPath(path);
    return names === undefined ? [] : [names];
  });
}

function replace(
  row: Record<string, unknown>,
  names: readonly string[],
  unfold: (value: unknown) => unknown,
): void {
  const unfolded = unfold(valueAt(row, names));
  if (unfolded !== undefined) setAt(row, names, unfolded);
}

/** `[{Name, Value}]`, as services of Amazon answer; in lower case, or with `key`, too. Undefined for another form. */
function objectOfPairs(value: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((pair: unknown) => {
    if (typeof pair !== 'object' || pair === null) return undefined;
    const members = new Map(
      Object.entries(pair).map(([name, member]) => [name.toLowerCase(), member as unknown]),
    );
    const name = members.get('name') ?? members.get('key');
    return typeof name === 'string' && members.size === 2 && members.has('value')
      ? ([name, members.get('value')] as const)
      : undefined;
  });
  const known = entries.filter((entry) => entry !== undefined);
  const object = Object.fromEntries(known);
  // One that is there twice would be lost.
  return Object.keys(object).length === value.length ? object : undefined;
}

function listOfJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
