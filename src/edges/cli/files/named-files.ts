import { namesFiles, type CatalogEntry } from '../../../engine/catalog.ts';
import type { ParameterInput } from '../../../engine/parameters.ts';

/** All files that an action on files is to read or write, as `absoluteFiles` gives its input. */
export function namedFiles(entry: CatalogEntry, { bare, pairs, file = {} }: ParameterInput): string[] {
  const isNamed = (parameter: string): boolean => {
    const schema = entry.params[parameter];
    return schema !== undefined && namesFiles(schema);
  };
  const given = [...pairs, ...Object.entries(file)].filter(([parameter]) => isNamed(parameter));
  const names = given.flatMap(([, value]): unknown[] => (Array.isArray(value) ? value : [value]));
  return [...bare, ...names].filter((name) => typeof name === 'string');
}
