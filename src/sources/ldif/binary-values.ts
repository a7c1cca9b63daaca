import type { SourceRecord } from '../../records/record.ts';
import { escapeName } from '../field-path.ts';
import { isObject } from '../member-of-record.ts';

/** Where in an entry photographs, certificates, keys and the like are; userPassword is another matter. */
export function binaryValues(entry: SourceRecord['value']): {
  /** As paths, once for each attribute. */
  readonly names: readonly string[];
  /** Of the attributes, or of the values where others of the attribute are texts. */
  readonly paths: readonly string[];
} {
  const found = Object.entries(entry).flatMap(([name, value]) => {
    const places = Array.isArray(value) ? [...value.keys()].filter((place) => isBinary(value[place])) : [];
    const isWhole =
      isBinary(value) || (places.length > 0 && places.length === (value as readonly unknown[]).length);
    if (name === 'userPassword' || (!isWhole && places.length === 0)) return [];
    const path = escapeName(name);
    return [{ name: path, paths: isWhole ? [path] : places.map((place) => `${path}.${place}`) }];
  });
  return { names: found.map(({ name }) => name), paths: found.flatMap(({ paths }) => paths) };
}

/** Whether a value is of bytes that are no text. */
export function isBinary(value: unknown): boolean {
  return isObject(value) && typeof value['base64'] === 'string';
}
