import { IdpError } from '../errors/idp-error.ts';
import { type Fail, parseLocated } from '../yaml/located-document.ts';
import { readRegularFile } from '../yaml/read-regular-file.ts';
import { builtInMappings, isBuiltInMapping } from './csv/built-in-mappings.ts';
import type { FieldMap, FieldOrigin } from './field-map.ts';
import { parseFieldPath } from './field-path.ts';
import { constantFault } from './mapping-arguments.ts';
import { isMap, readOrigin, unknownKey } from './mapping-origin.ts';
import { canonicalTarget, targetFault } from './mapping-target.ts';
import { readRowShape, rowShapeKeys } from './mapping-row-shape.ts';
import { type SourceName, sourceNames } from './source.ts';

/** What a mapping file says. */
export interface Mapping {
  /** What `--from` need not say. */
  readonly source: SourceName | undefined;
  readonly map: FieldMap;
  readonly set: ReadonlyMap<string, unknown>;
  readonly providers: ReadonlyMap<string, string>;
  readonly leaveOut: ReadonlySet<string>;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * A mapping that comes with idp, by its name (`okta`, `cognito`), or one in a YAML file, whose keys docs/mapping.md
 * tells. Fails with usage: the first fault with file, line and column.
 */
export function readMappingFile(nameOrPath: string): Mapping {
  if (isBuiltInMapping(nameOrPath)) return parseMapping(builtInMappings[nameOrPath], nameOrPath);
  return parseMapping(readText(nameOrPath), nameOrPath);
}

/** The mapping that comes with idp for files of these roles, which are what the source csv calls them; or undefined. */
export function recognisedMapping(roles: readonly string[]): Mapping | undefined {
  const [role = '', ...others] = roles;
  const isAlike = others.every((other) => other === role);
  return isAlike && isBuiltInMapping(role) ? readMappingFile(role) : undefined;
}

/** `file` is what complaints begin with. */
export function parseMapping(text: string, file: string): Mapping {
  const { document, fail } = parseLocated(text, file, hint);
  const root: unknown = document.toJS() ?? {};
  if (!isMap(root)) return fail([], 'a map is expected, with the key map');
  for (const key of Object.keys(root)) {
    if (!keys.includes(key)) return fail([key], unknownKey(key, keys, ''));
  }
  return {
    source: readSource(root['source'], fail),
    map: readMap(root['map'], fail),
    set: readSet(root['set'], fail),
    providers: readProviders(root['providers'], fail),
    leaveOut: new Set(readPathList(root['leave-out'], 'leave-out', fail)),
    details: { ...readDetails(root['details'], fail), ...readRowShape(root, fail) },
  };
}

const keys = ['source', 'map', 'set', 'providers', 'leave-out', 'details', ...rowShapeKeys];

const hint = 'Mend the file: docs/mapping.md has all its keys, with examples.';

function readText(path: string): string {
  try {
    return readRegularFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = error instanceof Error ? error.message : String(error);
    const message = isMissing ? `There is no mapping file ${path}.` : `${path}: it cannot be read: ${why}.`;
    const names = Object.keys(builtInMappings).join(' and ');
    throw new IdpError('usage', message, {
      hint: `Name a file, or one of the mappings that come with idp: ${names}.`,
    });
  }
}

function readSource(value: unknown, fail: Fail): SourceName | undefined {
  if (value === undefined) return undefined;
  return (
    sourceNames.find((name) => name === value) ??
    fail(['source'], `source: one of ${sourceNames.join(', ')} is expected`)
  );
}

function readMap(value: unknown, fail: Fail): FieldMap {
  const map = new Map<string, FieldOrigin | undefined>();
  for (const [written, origin] of entriesOf(value, 'map', fail)) {
    const path = ['map', written];
    const target = canonicalTarget(written);
    const fault = map.has(target) ? `${target} is mapped twice` : targetFault(target, 'map');
    if (fault !== undefined) return fail(path, fault);
    map.set(target, readOrigin(target, origin, path, fail));
  }
  return map;
}

function readSet(value: unknown, fail: Fail): ReadonlyMap<string, unknown> {
  const entries = entriesOf(value, 'set', fail);
  for (const [target, constant] of entries) {
    const fault = targetFault(target, 'set') ?? constantFault(target, constant);
    if (fault !== undefined) fail(['set', target], fault);
  }
  return new Map(entries);
}

function readProviders(value: unknown, fail: Fail): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(value, 'providers', fail).map(([name, id]) =>
      typeof id === 'string' && id !== ''
        ? ([name, id] as const)
        : fail(['providers', name], `providers.${name}: the id of a provider in Kratos is expected`),
    ),
  );
}

function readPathList(value: unknown, key: string, fail: Fail): readonly string[] {
  const list: unknown = value ?? [];
  if (!Array.isArray(list)) return fail([key], `${key}: a list of fields is expected`);
  return list.map((one: unknown, at) =>
    typeof one === 'string' && parseFieldPath(one) !== undefined
      ? one
      : fail([key, String(at)], `${key}: the path of a field is expected`),
  );
}

function readDetails(value: unknown, fail: Fail): Readonly<Record<string, unknown>> {
  const entries = entriesOf(value, 'details', fail);
  const misplaced = entries.find(([name]) => rowShapeKeys.some((key) => key === name));
  if (misplaced !== undefined)
    fail(['details', misplaced[0]], `details: ${misplaced[0]} is a key of the file itself`);
  return Object.fromEntries(entries);
}

function entriesOf(value: unknown, key: string, fail: Fail): [string, unknown][] {
  const map: unknown = value ?? {};
  if (!isMap(map)) return fail([key], `${key}: a map is expected`);
  return Object.entries(map);
}
