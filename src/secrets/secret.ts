/**
 * A value that must not be shown. It cannot be serialised, logged, inspected or interpolated by
 * accident: every such way gives `[secret]`. Only the place that sends or shows it calls `reveal()`.
 */
export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.toPrimitive](): string {
    return mask;
  }

  // What console.log and util.inspect look for; named by its registered symbol to keep node:util unloaded.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask;
  }
}

const mask = '[secret]';

/** JSON text in which secrets stand revealed: only for the wire and for the operator's own output. */
export function stringifyRevealed(value: unknown): string {
  return JSON.stringify(revealed(value));
}

/** A copy of a plain value with every secret in it revealed. */
export function revealed(value: unknown): unknown {
  if (value instanceof Secret) return revealed(value.reveal());
  if (Array.isArray(value)) return value.map(revealed);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
  }
  return value;
}

/** A plain copy in which every secret is the word `[secret]`: for history, logs and dry runs. */
export function masked(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** The secrets that stand in a plain value. */
export function secretsIn(value: unknown): Secret<unknown>[] {
  if (value instanceof Secret) return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(secretsIn);
}
