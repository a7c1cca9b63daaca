type Members = Readonly<Record<string, unknown>>;

/** A copy of an object without some members, in its order. */
export function membersBut(value: Members, names: { readonly has: (name: string) => boolean }): Members {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) if (!names.has(name)) put(copy, name, value[name]);
  return copy;
}

/** A copy of an object with other values, in its order, and without the members of which the new value is undefined. */
export function membersWith(value: Members, changed: ReadonlyMap<string, unknown>): Members {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = changed.has(name) ? changed.get(name) : value[name];
    if (member !== undefined) put(copy, name, member);
  }
  return copy;
}

/** As JSON.parse does: `__proto__` is a name like any other. */
export function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, ...plain });
  else object[name] = value;
}

const plain = { writable: true, enumerable: true, configurable: true } as const;
