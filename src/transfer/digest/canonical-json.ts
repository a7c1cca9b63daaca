/**
 * A JSON value as one text, whatever order its members came in and however its numbers were written: what a database gives
 * back is equal to what it was given. A member that is undefined is none.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  let text = '';
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of sorted(Object.keys(members))) {
    const member = members[name];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Most are in order, or a single one: to sort them anew took a twelfth of what an import allocates. */
function sorted(names: string[]): string[] {
  for (let at = 1; at < names.length; at += 1) {
    if ((names[at - 1] as string) > (names[at] as string)) return names.toSorted();
  }
  return names;
}
