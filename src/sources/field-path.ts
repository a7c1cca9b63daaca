/** A dotted path as its names: `a.b\.c.0` is `a`, `b.c`, `0`. Undefined for an empty name, and for `__proto__`. */
export function parseFieldPath(text: string): readonly string[] | undefined {
  if (!/^(?:\\.|[^.\\])+(?:\.(?:\\.|[^.\\])+)*$/s.test(text)) return undefined;
  const names = text.match(/(?:\\.|[^.\\])+/gs)?.map((name) => name.replaceAll(/\\(.)/gs, '$1')) ?? [];
  return names.includes('__proto__') ? undefined : names;
}

export function formatFieldPath(names: readonly string[]): string {
  return names.map(escapeName).join('.');
}

/** A name as it stands in a path. */
export function escapeName(name: string): string {
  return /[.\\]/.test(name) ? name.replaceAll(/[.\\]/g, '\\$&') : name;
}

/** What stands at a path of a record; a number counts in a list from 0. Undefined where nothing does. */
export function valueAt(record: unknown, names: readonly string[]): unknown {
  let value = record;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Sets a value at a path, and the objects on the way. False where something else than an object is in the way. */
export function setAt(target: Record<string, unknown>, names: readonly string[], value: unknown): boolean {
  let place = target;
  for (const name of names.slice(0, -1)) {
    if (!Object.hasOwn(place, name)) place[name] = {};
    const next = place[name];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return false;
    place = next as Record<string, unknown>;
  }
  place[names.at(-1) ?? ''] = value;
  return true;
}
