import { escapeName, formatFieldPath, parseFieldPath, valueAt } from './field-path.ts';
import type { FieldOrigin } from './field-map.ts';
import { isEmpty } from './read-field.ts';

/** One of the places that a mapping looks at, ready to be used a million times. */
export interface FieldPlace {
  readonly column: string;
  readonly columnPath: string;
  readonly names: readonly string[];
  readonly path: string;
}

export interface FoundField {
  readonly value: unknown;
  /** Escaped, as the paths of what is taken are. */
  readonly path: string;
}

/** The places of an origin, in the order in which they are looked at. */
export function placesOf({
  from,
  otherwise = [],
}: Pick<FieldOrigin, 'from' | 'otherwise'>): readonly FieldPlace[] {
  return [from, ...otherwise].map((column) => {
    const names = parseFieldPath(column) ?? [];
    return { column, columnPath: escapeName(column), names, path: formatFieldPath(names) };
  });
}

/**
 * What is found first, or undefined where every place is empty. A column whose name has dots in it is found by that name
 * as it stands.
 */
export function findField(
  record: Readonly<Record<string, unknown>>,
  places: readonly FieldPlace[],
): FoundField | undefined {
  for (const { column, columnPath, names, path } of places) {
    const member = Object.hasOwn(record, column) ? record[column] : undefined;
    if (!isEmpty(member)) return { value: member, path: columnPath };
    if (names.length === 1) continue;
    const value = valueAt(record, names);
    if (!isEmpty(value)) return { value, path };
  }
  return undefined;
}
