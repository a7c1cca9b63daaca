import { IdpError } from '../errors/idp-error.ts';
import type { ParameterSchema } from './catalog.ts';

/**
 * One value in the type that the schema says, never by guessing: for a string `010`, `yes`, `1.10` and `@x` stay
 * what was typed; booleans are true or false; objects and arrays are read as YAML. `inner` steps into an object
 * (`a.b=1`), keeping what `before` holds beside it. Fails with invalid-parameter; the value is not repeated.
 */
export async function coerceValue(
  name: string,
  schema: ParameterSchema,
  value: unknown,
  inner: readonly string[] = [],
  before?: unknown,
): Promise<unknown> {
  const [key, ...deeper] = inner;
  if (key !== undefined) {
    if (schema.type !== 'object') throw wrong(name, `${schema.type} has no inner ${key}`);
    const map = isMap(before) ? before : {};
    const innerSchema = schema.properties?.[key] ?? looseSchema;
    return { ...map, [key]: await coerceValue(name, innerSchema, value, deeper, map[key]) };
  }
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? value : fail(name, 'a text');
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : fail(name, 'true or false');
    case 'integer':
      return numberOf(value, /^[+-]?\d+$/) ?? fail(name, 'a whole number');
    case 'number':
      return numberOf(value, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/) ?? fail(name, 'a number');
    case 'object': {
      const map = typeof value === 'string' ? await readYaml(name, value) : value;
      return isMap(map) ? map : fail(name, 'a map, as in {a: 1}');
    }
    case 'array': {
      const list = typeof value === 'string' ? await readYaml(name, value) : value;
      return Array.isArray(list) ? list : fail(name, 'a list, as in [a, b]');
    }
  }
}

const looseSchema: ParameterSchema = { type: 'string', description: '' };

function numberOf(value: unknown, form: RegExp): number | undefined {
  if (typeof value !== 'string' || !form.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

async function readYaml(name: string, text: string): Promise<unknown> {
  // Loaded only here: few actions take maps, and every quick command would pay for it.
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    throw new IdpError('invalid-parameter', `${name} is not YAML.`, { cause: error });
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function wrong(name: string, why: string): IdpError {
  return new IdpError('invalid-parameter', `${name}: ${why}.`);
}

function fail(name: string, expected: string): never {
  throw new IdpError('invalid-parameter', `${name} must be ${expected}.`);
}
