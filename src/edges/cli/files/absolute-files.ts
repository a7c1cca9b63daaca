import { resolve } from 'node:path';
import { namesFiles, type CatalogEntry } from '../../../engine/catalog.ts';
import { coerceValue } from '../../../engine/coerce-value.ts';
import type { ParameterInput } from '../../../engine/parameters.ts';
import { isBuiltInMapping } from '../../../sources/csv/built-in-mappings.ts';

/**
 * The same input with names of files that mean the same from any folder; `-` stays, and a mapping that comes with idp. Fails with
 * invalid-parameter where a list is none.
 */
export async function absoluteFiles(
  entry: CatalogEntry,
  { bare, pairs, file = {} }: ParameterInput,
): Promise<ParameterInput> {
  const given = await Promise.all(pairs.map((pair) => absolutePairs(entry, pair)));
  return {
    bare: bare.map(absoluteName),
    pairs: given.flat(),
    file: Object.fromEntries(
      Object.entries(file).map(([name, value]) => [name, absoluteValue(entry, name, value)]),
    ),
  };
}

/** A list in brackets becomes a pair for each of its files. */
async function absolutePairs(
  entry: CatalogEntry,
  [name, text]: readonly [string, string],
): Promise<(readonly [string, string])[]> {
  const schema = entry.params[name];
  const isList = schema?.type === 'array' && namesFiles(schema) && text.startsWith('[');
  const value = isList ? await coerceValue({ action: entry.name, name }, schema, text) : [text];
  const texts = (Array.isArray(value) ? value : []).map(String);
  return texts.map((one) => [name, String(absoluteValue(entry, name, one))] as const);
}

function absoluteValue(entry: CatalogEntry, name: string, value: unknown): unknown {
  const schema = entry.params[name];
  if (schema === undefined || !namesFiles(schema)) return value;
  if (Array.isArray(value)) return value.map((one) => absoluteValue(entry, name, one));
  if (typeof value !== 'string' || (name === 'mapping' && isBuiltInMapping(value))) return value;
  return absoluteName(value);
}

const absoluteName = (name: string): string => (name === '-' ? name : resolve(name));
