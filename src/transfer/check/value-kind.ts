/** What a value is, for people: `a text`, `a list`, `null`. */
export function valueKind(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  return kindName(Array.isArray(value) ? 'array' : typeof value);
}

/** A type of JSON Schema, for people. */
export function kindName(type: string): string {
  return kindNames.get(type) ?? type;
}

const kindNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'a list'],
]);
