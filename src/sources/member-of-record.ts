/** A text that is not empty, of a value that may be anything. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects of a list, with their places in it; none of anything else. */
export function objectsOf(
  list: unknown,
): { readonly place: number; readonly object: Readonly<Record<string, unknown>> }[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((object: unknown, place) => (isObject(object) ? [{ place, object }] : []));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
