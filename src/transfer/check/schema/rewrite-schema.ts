import { compilePattern } from '../pattern/compile-pattern.ts';

/** Under which ajv, whose keywords have no dots and slashes, finds Kratos's own rules of a trait. */
export const extensionKeyword = 'kratosExtension';

/**
 * An identity schema in words of ajv's draft-07 that mean the same to it as the schema means to Kratos: by its `$schema`, later
 * keywords are left out; nothing beside `$ref` counts; `$id` names nothing but places within the document.
 * Throws an Error that says what Kratos or this program does not know.
 */
export function rewriteSchema(schema: unknown): object {
  if (!isObject(schema)) throw new Error('it is no object');
  const dialect = schema['$schema'];
  const draft = dialect === undefined ? 7 : drafts.get(dialect);
  if (draft === undefined) throw new Error('its $schema is none that Kratos knows');
  return rewritten(schema, draft) as object;
}

const drafts: ReadonlyMap<unknown, number> = new Map([
  ['http://json-schema.org/schema#', 7],
  ['http://json-schema.org/draft-07/schema#', 7],
  ['http://json-schema.org/draft-06/schema#', 6],
  ['http://json-schema.org/draft-04/schema#', 4],
]);

function rewritten(schema: unknown, draft: number): unknown {
  if (!isObject(schema)) return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'] };
  const members = Object.entries(schema).flatMap(([key, value]) => {
    const [name, written] = rewrittenMember(key, value, draft);
    return written === undefined ? [] : [[name, written] as const];
  });
  return Object.fromEntries(members);
}

function rewrittenMember(key: string, value: unknown, draft: number): readonly [string, unknown] {
  if (key === 'ory.sh/kratos') return [extensionKeyword, value];
  if (key === (draft === 4 ? 'id' : '$id')) return ['$id', isAnchor(value) ? value : undefined];
  if ((since.get(key) ?? 4) > draft || annotations.has(key)) return [key, undefined];
  if (rules.has(key)) return [key, value];
  if (key === 'patternProperties') requireKnownPatterns(value);
  if (maps.has(key)) return [key, mapped(value, draft)];
  if (Array.isArray(value)) return [key, value.map((item) => rewritten(item, draft))];
  // Whatever else holds an object may be referred to.
  return [key, isObject(value) || schemas.has(key) ? rewritten(value, draft) : undefined];
}

const since: ReadonlyMap<string, number> = new Map([
  ['const', 6],
  ['contains', 6],
  ['propertyNames', 6],
  ['if', 7],
  ['then', 7],
  ['else', 7],
]);

const annotations: ReadonlySet<string> = new Set(['$schema', '$comment', 'default', 'examples', 'id', '$id']);

/** Keywords whose value is no schema. */
const rules: ReadonlySet<string> = new Set(
  `type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
   required minProperties maxProperties minItems maxItems uniqueItems`.split(/\s+/),
);

/** Keywords that hold schemas by a name that is none of a keyword. */
const maps: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependencies',
]);

/** Keywords that may hold true or false for a schema. */
const schemas: ReadonlySet<string> = new Set(
  'not additionalProperties additionalItems items contains propertyNames if then else'.split(' '),
);

function mapped(value: unknown, draft: number): unknown {
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(
    // Dependencies may be lists of names.
    ([name, schema]) => [name, Array.isArray(schema) ? schema : rewritten(schema, draft)] as const,
  );
  return Object.fromEntries(members);
}

/** Whether a pattern of a value matches may stay open; which rule a member has may not. */
function requireKnownPatterns(value: unknown): void {
  const unknown = Object.keys(isObject(value) ? value : {}).find((key) => compilePattern(key) === undefined);
  if (unknown !== undefined) throw new Error('one of its patternProperties cannot be read');
}

const isAnchor = (id: unknown): boolean => typeof id === 'string' && id.startsWith('#');

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
