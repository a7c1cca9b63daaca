import type { ErrorObject } from 'ajv';
import { shownName } from '../shown-name.ts';
import { kindName, valueKind } from '../value-kind.ts';

/** A rule of a schema as it stands there, in short: `format: email`, `required: email`, `anyOf: required: email | required: phone`. */
export function ruleOf(error: ErrorObject, inner: readonly ErrorObject[] = []): string {
  const { keyword, schema, params } = error;
  if (keyword === 'required') return `required: ${String(params['missingProperty'])}`;
  if (keyword === 'dependencies') return `dependencies: ${String(params['property'])}`;
  if (keyword === 'format') return `format: ${formatOf(error)}`;
  if (keyword === 'false schema') return 'false';
  if (inner.length > 0)
    return shortened(`${keyword}: ${[...new Set(inner.map((one) => ruleOf(one)))].join(' | ')}`);
  const isPlain =
    typeof schema !== 'object' || (Array.isArray(schema) && schema.every((one) => typeof one !== 'object'));
  return isPlain ? shortened(`${keyword}: ${listed(schema)}`) : keyword;
}

/** One sentence for people: what the schema wants there, and what to do. */
export function sentenceOf(error: ErrorObject, schemaId: string, rule: string): string {
  const { params, data } = error;
  const whose = `the schema ${schemaId}`;
  switch (error.keyword) {
    case 'required':
      return `${whose} demands ${String(params['missingProperty'])}; add it, or name another schema in schema_id`;
    case 'additionalProperties':
      return `${whose} has no ${shownName(String(params['additionalProperty']))}; leave it out, or put it into metadata_public or metadata_admin`;
    case 'dependencies':
      return `${whose} demands ${String(params['missingProperty'])} beside ${String(params['property'])}; add it`;
    case 'type':
      return `${whose} wants ${kinds(error.schema)} here, and this is ${valueKind(data)}; mend it${orLeaveOut(data)}`;
    default:
      return `${whose} wants ${wish(error, rule)} here; mend it, or leave it out if the schema does not demand it`;
  }
}

const orLeaveOut = (data: unknown): string => (data === null ? ', or leave it out' : '');

/** What a rule wants, as it follows `the schema wants`. */
function wish(error: ErrorObject, rule: string): string {
  const { keyword, schema } = error;
  if (keyword === 'format') return formats.get(formatOf(error)) ?? `a text of the format ${formatOf(error)}`;
  const say = wishes[keyword];
  if (say !== undefined) return say(listed(schema));
  const parts = rule.slice(`${keyword}: `.length);
  if (keyword === 'anyOf' || keyword === 'oneOf')
    return parts === '' ? 'exactly one of several' : `one of these: ${parts}`;
  return `what its rule ${rule} says`;
}

const wishes: Readonly<Record<string, (limit: string) => string>> = {
  enum: (values) => `one of ${values}`,
  const: (value) => value,
  pattern: (pattern) => `a text that matches ${pattern}`,
  minLength: (count) => `a text of at least ${plural(count, 'character')}`,
  maxLength: (count) => `a text of at most ${plural(count, 'character')}`,
  minimum: (limit) => `a number of at least ${limit}`,
  maximum: (limit) => `a number of at most ${limit}`,
  exclusiveMinimum: (limit) => `a number above ${limit}`,
  exclusiveMaximum: (limit) => `a number below ${limit}`,
  multipleOf: (unit) => `a multiple of ${unit}`,
  minItems: (count) => `a list of at least ${plural(count, 'item')}`,
  maxItems: (count) => `a list of at most ${plural(count, 'item')}`,
  additionalItems: () => 'a list without so many items',
  uniqueItems: () => 'a list in which no two items are equal',
  contains: () => 'a list with a certain item',
  minProperties: (count) => `an object of at least ${plural(count, 'member')}`,
  maxProperties: (count) => `an object of at most ${plural(count, 'member')}`,
  propertyNames: () => 'no member of this name',
  not: () => 'anything but this',
  'false schema': () => 'nothing',
};

const formats: ReadonlyMap<string, string> = new Map([
  ['email', 'an e-mail address and nothing around it'],
  ['tel', 'a telephone number with + and the country code'],
  ['date', 'a date such as 2026-02-28'],
  ['time', 'a time such as 12:30:00Z'],
  ['date-time', 'a time such as 2026-02-28T12:30:00Z'],
  ['uri', 'a URL'],
  ['hostname', 'the name of a host'],
]);

/** The role of a trait demands a format, too. */
const formatOf = ({ params, schema }: ErrorObject): string =>
  String((params as Record<string, unknown>)['format'] ?? schema);

const plural = (count: string, what: string): string => `${count} ${what}${count === '1' ? '' : 's'}`;

const kinds = (types: unknown): string =>
  [types]
    .flat()
    .map((type) => kindName(String(type)))
    .join(' or ');

const listed = (value: unknown): string =>
  shortened(Array.isArray(value) ? value.map(written).join(', ') : written(value));

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);
