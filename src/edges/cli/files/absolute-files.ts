import { resolve } from 'node:path';
import type { CatalogEntry, ParameterSchema } from '../../../engine/catalog.ts';
import type { ParameterInput } from '../../../engine/parameters.ts';

/** The same input with names of files that mean the same from any folder; `-` stays. */
export function absoluteFiles(entry: CatalogEntry, { bare, pairs, file }: ParameterInput): ParameterInput {
  const absolute = (name: string, value: unknown): unknown => {
    const schema = entry.params[name];
    if (schema === undefined || !namesFiles(schema)) return value;
    return Array.isArray(value) ? value.map(absoluteName) : absoluteName(value);
  };
  return {
    bare: bare.map((word) => String(absoluteName(word))),
    pairs: pairs.map(([name, value]) => [name, String(absolute(name, value))] as const),
    ...(file === undefined
      ? {}
      : {
          file: Object.fromEntries(
            Object.entries(file).map(([name, value]) => [name, absolute(name, value)]),
          ),
        }),
  };
}

const namesFiles = ({ format, items }: ParameterSchema): boolean =>
  format === 'file' ||
  (typeof items === 'object' && items !== null && 'format' in items && items.format === 'file');

const absoluteName = (name: unknown): unknown =>
  typeof name === 'string' && name !== '-' && !name.startsWith('[') ? resolve(name) : name;
