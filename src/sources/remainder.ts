import { escapeName } from './field-path.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import { isEmpty } from './read-field.ts';

/** What is left of a record, with the dotted paths of what it holds; `[]` stands for every place of a list. */
export interface Remainder {
  readonly kept: Record<string, unknown>;
  readonly names: readonly string[];
  /** Left out, because hashes and tokens have no place in metadata, where every administrator reads them. */
  readonly secrets: readonly string[];
}

/** A copy of a record without the fields at `taken` (dotted paths), without what is empty or named like a secret. */
export function remainderOf(
  record: Readonly<Record<string, unknown>>,
  taken: ReadonlySet<string>,
): Remainder {
  const parents = parentsOf(taken);
  const names: string[] = [];
  const secrets: string[] = [];
  const kept = membersOf(record, '', false);
  return { kept, names, secrets };

  // Something that another field was taken out of is told of by its members.
  function left(value: unknown, path: string, isTold: boolean): unknown {
    if (isEmpty(value) || taken.has(path)) return undefined;
    const tellsMembers = !isTold && parents.has(path);
    const copy = copyOf(value, path, isTold || !tellsMembers);
    if (isEmpty(copy)) return undefined;
    if (!isTold && !tellsMembers) names.push(withoutPlaces(path));
    return copy;
  }

  function copyOf(value: unknown, path: string, isTold: boolean): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, place) => left(item, `${path}.${place}`, isTold))
        .filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;
    return membersOf(value as Record<string, unknown>, `${path}.`, isTold);
  }

  function membersOf(
    object: Readonly<Record<string, unknown>>,
    prefix: string,
    isTold: boolean,
  ): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
      const path = prefix + escapeName(name);
      if (!parents.has(path) && looksLikeSecret(name, value)) {
        if (!taken.has(path)) secrets.push(withoutPlaces(path));
        continue;
      }
      const member = left(value, path, isTold);
      if (member === undefined) continue;
      // A member called __proto__ is data like any other.
      if (name === '__proto__') Object.defineProperty(copy, name, { value: member, ...plain });
      else copy[name] = member;
    }
    return copy;
  }
}

const plain = { writable: true, enumerable: true, configurable: true } as const;

/** `a` and `a.b` of `a.b.c`. */
function parentsOf(taken: ReadonlySet<string>): ReadonlySet<string> {
  const parents = new Set<string>();
  for (const path of taken) {
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      if (path[dot - 1] !== '\\') parents.add(path.slice(0, dot));
    }
  }
  return parents;
}

function withoutPlaces(path: string): string {
  return path.includes('.') ? path.replaceAll(/\.\d+(?=\.|$)/g, '[]') : path;
}
