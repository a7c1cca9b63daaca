/**
 * JSON text with the member order of PostgreSQL's jsonb, in which Kratos keeps traits, metadata and
 * credential configurations: shorter names first, then by bytes.
 */
export function jsonbText(value: unknown): string {
  return JSON.stringify(jsonbOrder(value ?? null));
}

function jsonbOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonbOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => ({ name: Buffer.from(name), member }));
  members.sort((a, b) => a.name.length - b.name.length || Buffer.compare(a.name, b.name));
  return Object.fromEntries(members.map(({ name, member }) => [name.toString(), jsonbOrder(member)]));
}
