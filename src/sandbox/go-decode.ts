import { GoJsonError } from './go-json.ts';
import { parseGoTime } from './go-time.ts';
import { nilUuid, parseUuid } from './uuid.ts';

/**
 * Turns a JSON value into a field of a Go struct, as encoding/json does: an absent member and null give
 * the zero value, another type than the field's is an error.
 */
export type Decoder<T> = (value: unknown, at: Place) => T;

interface Place {
  /** Whether an unknown member is an error. */
  strict: boolean;
  /** Name of the Go struct, for messages. */
  struct: string;
  /** Dotted path of members below the outermost struct. */
  path: string;
  /** What Go notes and reads on after; only what it finds wrong inside a value stops it at once. */
  problems: GoJsonError[];
}

/** A value of another type than its field's. */
export class GoTypeError extends GoJsonError {}

/** Decodes a whole document. Throws GoJsonError in Go's words, of the first problem in the order of the document. */
export function decode<T>(decoder: Decoder<T>, value: unknown, options: { strict: boolean }): T {
  const problems: GoJsonError[] = [];
  const decoded = noting(problems, () => decoder(value, { ...options, struct: '', path: '', problems }));
  const [first] = problems;
  if (first !== undefined) throw first;
  return decoded as T;
}

function noting<T>(problems: GoJsonError[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GoTypeError)) throw error;
    problems.push(error);
    return undefined;
  }
}

export const text: Decoder<string> = namedText('string');

/** Text of which messages name another Go type. */
export function namedText(type: string): Decoder<string> {
  return (value, at) => {
    if (value === undefined || value === null) return '';
    // Half a surrogate pair becomes a replacement character.
    return typeof value === 'string' ? value.toWellFormed() : mismatch(value, type, at);
  };
}

/** A text that is decoded by itself, so that messages do not name its place. */
export const nullText: Decoder<string> = (value) => {
  if (value === undefined || value === null || typeof value === 'string') return value ?? '';
  throw new GoJsonError(`json: cannot unmarshal ${kindOf(value)} into Go value of type string`);
};

export const flag: Decoder<boolean> = (value, at) => {
  if (value === undefined || value === null) return false;
  return typeof value === 'boolean' ? value : mismatch(value, 'bool', at);
};

/** Any value, kept as it is; undefined when absent. */
export const raw: Decoder<unknown> = (value) => value;

/** A uuid.NullUUID, which looks at the JSON text of what is no text. */
export const nullUuid: Decoder<string | null> = (value) => {
  if (value === undefined || value === null) return null;
  return parsedUuid(typeof value === 'string' ? value : JSON.stringify(value));
};

/** A UUID or null, where messages call it `type`. */
export function optionalUuid(type: string): Decoder<string | null> {
  return (value, at) => {
    if (value === undefined || value === null) return null;
    return parsedUuid(namedText(type)(value, at));
  };
}

export const uuid: Decoder<string> = (value, at) => optionalUuid('uuid.UUID')(value, at) ?? nilUuid;

function parsedUuid(spelled: string): string {
  const canonical = parseUuid(spelled);
  if (canonical !== undefined) return canonical;
  const length = Array.from(spelled).length;
  throw new GoJsonError(
    length === 32 || length === 36
      ? `uuid: incorrect UUID format in string ${JSON.stringify(spelled)}`
      : `uuid: incorrect UUID length ${length} in string ${JSON.stringify(spelled)}`,
  );
}

export const optionalTime: Decoder<string | null> = (value) => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new GoJsonError('Time.UnmarshalJSON: input is not a JSON string');
  return parseGoTime(value);
};

/** What a pointer holds: undefined for null and for an absent member. */
export function optional<T>(of: Decoder<T>): Decoder<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : of(value, at));
}

/** `type` is the Go type of an item as messages call it, `name` that of the list. */
export function list<T>(type: string, of: Decoder<T>, name = `[]${type}`): Decoder<T[]> {
  return (value, at) => {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return mismatch(value, name, at);
    return value.map((item) => noting(at.problems, () => of(item, at)) as T);
  };
}

export function map<T>(of: Decoder<T>): Decoder<Map<string, T>> {
  const decoder: Decoder<Map<string, T>> = (value, at) => {
    if (value === undefined || value === null) return new Map();
    if (!isObject(value)) return mismatch(value, 'map[string]', at);
    return new Map(
      Object.entries(value).map(([name, member]) => [name, noting(at.problems, () => of(member, at)) as T]),
    );
  };
  maps.add(decoder);
  return decoder;
}

// What comes in another spelling of its name is added to such a field, and takes the place of any other.
const maps = new WeakSet<object>();

/** `name` is the Go type as messages call it. Member names are matched in any case, as Go does. */
export function struct<T extends object>(
  name: string,
  fields: { [K in keyof T]: Decoder<T[K]> },
): Decoder<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const byName = new Map(names.map((field) => [field.toLowerCase(), field]));
  const shortName = name.slice(name.lastIndexOf('.') + 1);
  return (value, at) => {
    if (value !== undefined && value !== null && !isObject(value)) return mismatch(value, name, at);
    const members = new Map<string, unknown>();
    const decoded: Partial<T> = {};
    const read = (field: keyof T & string, content: unknown): void => {
      const path = at.path === '' ? field : `${at.path}.${field}`;
      const place = { ...at, struct: shortName, path };
      decoded[field] = noting(at.problems, () => fields[field](content, place)) as T[typeof field];
    };
    for (const [member, content] of Object.entries(value ?? {})) {
      const field = byName.get(member.toLowerCase());
      if (field !== undefined) {
        members.set(field, merged(fields[field], members.get(field), content));
        read(field, members.get(field));
      } else if (at.strict) at.problems.push(new GoJsonError(`json: unknown field "${member}"`));
    }
    for (const field of names) if (!members.has(field)) read(field, undefined);
    return decoded as T;
  };
}

function merged(decoder: object, before: unknown, content: unknown): unknown {
  return maps.has(decoder) && isObject(before) && isObject(content) ? { ...before, ...content } : content;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws the words for a value of another type than its field's. */
export function mismatch(value: unknown, type: string, at: Place, found = kindOf(value)): never {
  const target =
    at.path === '' ? `value of type ${type}` : `struct field ${at.struct}.${at.path} of type ${type}`;
  throw new GoTypeError(`json: cannot unmarshal ${found} into Go ${target}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
