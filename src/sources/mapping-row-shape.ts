import type { Fail } from '../yaml/located-document.ts';
import { parseFieldPath } from './field-path.ts';

/** How the files of the source csv are read; its part of the details of the settings. */
export interface RowShape {
  /** Under which name the rest of a record is kept in metadata_admin; csv unless given. */
  readonly name?: string | undefined;
  /** By the file's first character unless given. */
  readonly format?: 'csv' | 'json' | undefined;
  /** Of JSON: the member of the one object that holds the list of records. */
  readonly records?: string | undefined;
  /** Of CSV: the names of the columns, where the file does not begin with them. */
  readonly columns?: readonly string[] | undefined;
  /** Of CSV: recognised unless given. */
  readonly delimiter?: string | undefined;
  /** Fields that hold a list of objects with a name and a value each, which are read as one object. */
  readonly pairs?: readonly string[] | undefined;
  /** Traits by which a person may sign in, beside those whose names tell. */
  readonly identifiers?: readonly string[] | undefined;
}

export const rowShapeKeys = [
  'name',
  'format',
  'records',
  'columns',
  'delimiter',
  'pairs',
  'identifiers',
] as const;

/** The keys of a mapping file that are of use for the source csv alone. */
export function readRowShape(root: Readonly<Record<string, unknown>>, fail: Fail): RowShape {
  const { format } = root;
  if (format !== undefined && format !== 'csv' && format !== 'json') {
    return fail(['format'], 'format: csv or json is expected');
  }
  const delimiter = readText(root, 'delimiter', fail);
  if (delimiter !== undefined && delimiter.length !== 1) {
    return fail(['delimiter'], 'delimiter: one character is expected; a tab is "\\t"');
  }
  const name = readText(root, 'name', fail);
  if (name !== undefined && !/^[\w-]+$/.test(name)) {
    return fail(['name'], 'name: letters, digits, - and _ are expected');
  }
  return defined({
    name,
    format,
    records: readText(root, 'records', fail),
    columns: readNames(root, 'columns', fail),
    delimiter,
    pairs: readNames(root, 'pairs', fail),
    identifiers: readIdentifiers(root, fail),
  });
}

function readText(root: Readonly<Record<string, unknown>>, key: string, fail: Fail): string | undefined {
  const value = root[key];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  return fail([key], `${key}: a text is expected`);
}

function readNames(
  root: Readonly<Record<string, unknown>>,
  key: string,
  fail: Fail,
): readonly string[] | undefined {
  const value = root[key];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return fail([key], `${key}: a list of names is expected`);
  const names = value.map((one: unknown, at) =>
    typeof one === 'string' && one !== '' ? one : fail([key, String(at)], `${key}: a name is expected`),
  );
  const twice = names.findIndex((one, at) => names.indexOf(one) !== at);
  return twice === -1 ? names : fail([key, String(twice)], `${key}: this name is there twice`);
}

function readIdentifiers(root: Readonly<Record<string, unknown>>, fail: Fail): readonly string[] | undefined {
  const names = readNames(root, 'identifiers', fail);
  const strange = names?.findIndex((one) => parseFieldPath(one)?.[0] !== 'traits') ?? -1;
  return strange === -1
    ? names
    : fail(
        ['identifiers', String(strange)],
        'identifiers: a trait is expected, such as traits.customer_number',
      );
}

/** Without what is not there, so that it does not hide what `details` says. */
function defined(shape: RowShape): RowShape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
