import type { Placeholders } from './placeholders.ts';

/** Where and how an answer differs from the recorded JSON; empty when it does not. */
export function compareJson(
  recorded: unknown,
  actual: unknown,
  placeholders: Placeholders,
  at = 'body',
): string[] {
  if (typeof recorded === 'string') {
    return placeholders.matches(recorded, actual) ? [] : [difference(at, recorded, actual)];
  }
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual) || actual.length !== recorded.length)
      return [difference(at, recorded, actual)];
    // The recorder sorted identifiers, whose order is random.
    const items: unknown[] = at.endsWith('.identifiers') ? actual.map(String).toSorted() : actual;
    return recorded.flatMap((item, index) =>
      compareJson(item, items[index], placeholders, `${at}[${index}]`),
    );
  }
  if (typeof recorded === 'object' && recorded !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
      return [difference(at, recorded, actual)];
    }
    const found = new Map<string, unknown>(Object.entries(actual));
    const expected = new Map<string, unknown>(Object.entries(recorded));
    return [
      ...[...expected].flatMap(([name, member]) =>
        found.has(name)
          ? compareJson(member, found.get(name), placeholders, `${at}.${name}`)
          : [`${at}.${name} is missing`],
      ),
      ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => `${at}.${name} is unexpected`),
    ];
  }
  return recorded === actual ? [] : [difference(at, recorded, actual)];
}

function difference(at: string, recorded: unknown, actual: unknown): string {
  return `${at}: recorded ${shown(recorded)}, answered ${shown(actual)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}
