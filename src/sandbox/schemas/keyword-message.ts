import type { ErrorObject } from 'ajv';

/** The keyword and the words in which Kratos reports a violation (several of one object for `required`). */
export function keywordMessage(errors: readonly [ErrorObject, ...ErrorObject[]]): {
  schemaKeyword: string;
  message: string;
} {
  const [error] = errors;
  const write = messages[error.keyword];
  return {
    schemaKeyword: error.keyword,
    message: write === undefined ? (error.message ?? '') : write(error, errors),
  };
}

/** Where Kratos's validator comes to a keyword, relative to the others of the same schema. */
export function keywordRank(keyword: string): number {
  const rank = order.indexOf(keyword);
  return rank === -1 ? order.length : rank;
}

type Write = (error: ErrorObject, all: readonly ErrorObject[]) => string;

const messages: Readonly<Record<string, Write>> = {
  type: ({ schema, data }) => `expected ${[schema].flat().join(' or ')}, but got ${jsonType(data)}`,
  required: (_error, all) => `missing properties: ${names(all, 'missingProperty')}`,
  additionalProperties: (_error, all) =>
    `additionalProperties ${names(all, 'additionalProperty')} not allowed`,
  // One that the Kratos extension reports has its message already, and no format beside it.
  format: ({ schema, data, message }) =>
    typeof schema === 'string' ? `${quoted(data)} is not valid ${quoted(schema)}` : (message ?? ''),
  const: ({ schema }) => (typeof schema === 'object' ? 'const failed' : `value must be ${quoted(schema)}`),
  enum: ({ schema }) => enumMessage(schema as readonly unknown[]),
  not: () => 'not failed',
  anyOf: () => 'anyOf failed',
  oneOf: ({ params }) =>
    Array.isArray(params['passingSchemas'])
      ? `valid against schemas at indexes ${params['passingSchemas'].join(' and ')}`
      : 'oneOf failed',
  contains: () => 'contains failed',
  minLength: ({ schema, data }) =>
    `length must be >= ${String(schema)}, but got ${Array.from(String(data)).length}`,
  maxLength: ({ schema, data }) =>
    `length must be <= ${String(schema)}, but got ${Array.from(String(data)).length}`,
  pattern: ({ schema }) => `does not match pattern ${quoted(schema)}`,
  minimum: ({ schema, data }) => `must be >= ${String(schema)} but found ${String(data)}`,
  exclusiveMinimum: ({ schema, data }) => `must be > ${String(schema)} but found ${String(data)}`,
  maximum: ({ schema, data }) => `must be <= ${String(schema)} but found ${String(data)}`,
  exclusiveMaximum: ({ schema, data }) => `must be < ${String(schema)} but found ${String(data)}`,
  multipleOf: ({ schema, data }) => `${String(data)} not multipleOf ${String(schema)}`,
  minItems: ({ schema, data }) => `minimum ${String(schema)} items allowed, but found ${count(data)} items`,
  maxItems: ({ schema, data }) => `maximum ${String(schema)} items allowed, but found ${count(data)} items`,
  uniqueItems: ({ params }) => `items at index ${String(params['j'])} and ${String(params['i'])} are equal`,
  minProperties: ({ schema, data }) =>
    `minimum ${String(schema)} properties allowed, but found ${count(data)} properties`,
  maxProperties: ({ schema, data }) =>
    `maximum ${String(schema)} properties allowed, but found ${count(data)} properties`,
};

const order = [
  'type',
  'const',
  'enum',
  'format',
  'not',
  'allOf',
  'anyOf',
  'oneOf',
  'then',
  'else',
  'minProperties',
  'maxProperties',
  'required',
  'properties',
  'propertyNames',
  'patternProperties',
  'additionalProperties',
  'dependencies',
  'minItems',
  'maxItems',
  'uniqueItems',
  'items',
  'additionalItems',
  'contains',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'kratosExtension',
];

function enumMessage(allowed: readonly unknown[]): string {
  if (allowed.some((value) => typeof value === 'object' && value !== null)) return 'enum failed';
  const values = allowed.map(quoted).join(', ');
  return allowed.length === 1 ? `value must be ${values}` : `value must be one of ${values}`;
}

function names(errors: readonly ErrorObject[], parameter: string): string {
  return errors.map((error) => quoted((error.params as Record<string, unknown>)[parameter])).join(', ');
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function count(value: unknown): number {
  return Object.keys(value as object).length;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
