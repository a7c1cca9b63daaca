import { IdpError } from '../errors/idp-error.ts';
import { seeParameters, type ParameterSchema } from './catalog.ts';

/** A parameter as sentences name it (dotted where it steps into an object), and the action that takes it. */
export type ParameterName = { readonly action: string; readonly name: string };

/**
 * One value in the type that the schema says, never by guessing: for a string `010`, `yes`, `1.10` and `@x` stay
 * what was typed; booleans are true or false; objects and arrays are read as YAML, but that a list of texts may come text by text (`map=a map=b`). `inner` steps into an object
 * (`a.b=1`), keeping what `before` holds beside it. Fails with invalid-parameter; the value is not repeated.
 */
export async function coerceValue(
  of: ParameterName,
  schema: ParameterSchema,
  value: unknown,
  inner: readonly string[] = [],
  before?: unknown,
): Promise<unknown> {
  const [key, ...deeper] = inner;
  if (key !== undefined) {
    if (schema.type !== 'object') throw invalid(of, `is of type ${schema.type}: it has no inner ${key}`);
    const map = isMap(before) ? before : {};
    const innerSchema = schema.properties?.[key] ?? undeclared(deeper);
    return { ...map, [key]: await coerceValue(of, innerSchema, value, deeper, map[key]) };
  }
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? value : fail(of, 'a text');
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : fail(of, 'true or false');
    case 'integer':
      return numberOf(value, /^[+-]?\d+$/) ?? fail(of, 'a whole number');
    case 'number':
      return numberOf(value, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/) ?? fail(of, 'a number');
    case 'object': {
      const map = typeof value === 'string' ? await readYaml(of, value) : value;
      return isMap(map) ? map : fail(of, 'a map, as in {a: 1}');
    }
    case 'array': {
      // A list of texts takes one at a time: the next follows those before.
      if (typeof value === 'string' && isListOfTexts(schema) && !value.startsWith('[')) {
        return [...(Array.isArray(before) ? before : []), value];
      }
      const list = typeof value === 'string' ? await readYaml(of, value) : value;
      if (!Array.isArray(list)) return fail(of, 'a list, as in [a, b]');
      return [...(Array.isArray(before) ? before : []), ...list];
    }
  }
}

const isListOfTexts = ({ items }: ParameterSchema): boolean =>
  typeof items === 'object' && items !== null && 'type' in items && items.type === 'string';

/** What a schema does not declare is a map as long as keys follow, and a text at the end. */
const undeclared = (deeper: readonly string[]): ParameterSchema => ({
  type: deeper.length === 0 ? 'string' : 'object',
  description: '',
});

function numberOf(value: unknown, form: RegExp): number | undefined {
  if (typeof value !== 'string' || !form.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

async function readYaml(of: ParameterName, text: string): Promise<unknown> {
  // Loaded only here: few actions take maps, and every quick command would pay for it.
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    throw invalid(of, 'is not YAML', error);
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function fail(of: ParameterName, expected: string): never {
  throw invalid(of, `must be ${expected}`);
}

function invalid(of: ParameterName, what: string, cause?: unknown): IdpError {
  return new IdpError('invalid-parameter', `${of.name} ${what}.`, { hint: seeParameters(of.action), cause });
}
