import { goKind, JsonPatchError, type JsonPatchOperation } from './read-json-patch.ts';

/** The document with the patch applied; the given one stays as it is. Throws JsonPatchError. */
export function applyJsonPatch(document: unknown, operations: readonly JsonPatchOperation[]): unknown {
  // Below a root of its own, so that the whole document can be replaced like any member.
  const root = { '': structuredClone(document) };
  for (const operation of operations) applyOperation(root, operation);
  return withNulls(root['']);
}

// To Kratos a null that a patch puts somewhere is not the null that was there: nothing can be added below it.
const putNull: Readonly<Record<string, unknown>> = Object.freeze({ null: true });

function withNulls(value: unknown): unknown {
  if (value === putNull) return null;
  if (Array.isArray(value)) return value.map(withNulls);
  if (!isObject(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) define(copy, name, withNulls(member));
  return copy;
}

function applyOperation(root: Record<string, unknown>, operation: JsonPatchOperation): void {
  const { op, path } = operation;
  const value = operation.value === null && path !== '' ? putNull : operation.value;
  // What stands before the first slash is not looked at.
  const [first, ...rest] = path.split('/');
  if (first !== '' && rest.length === 0) throw missingPath(op, path);
  if (path === '' && op !== 'remove') refuseWholeDocument(value);
  const segments = rest.length === 0 ? [] : ['', ...rest.slice(0, -1)];
  const key = unescaped(rest.at(-1) ?? '');
  const parent = parentOf(root, segments, key, op === 'add');
  if (parent === undefined) throw missingPath(op, path);
  if (Array.isArray(parent)) changeElement(parent, key, { op, path, value });
  else changeMember(parent, key, { op, path, value });
}

// Kratos fails later, when it writes out or reads in what was patched.
function refuseWholeDocument(value: unknown): void {
  if (value === null) {
    throw new JsonPatchError(
      'json: error calling MarshalJSON for type *jsonpatch.partialDoc: invalid value, expected object',
    );
  }
  if (typeof value === 'object') return;
  throw new JsonPatchError(
    `json: cannot unmarshal ${goKind(value)} into Go value of type map[string]*jsonpatch.lazyNode`,
  );
}

type Container = unknown[] | Record<string, unknown>;

/** The container that a path ends in. With `create`, what is missing on the way is made. */
function parentOf(
  root: Record<string, unknown>,
  segments: readonly string[],
  key: string,
  create: boolean,
): Container | undefined {
  let container: Container = root;
  for (const [at, segment] of segments.entries()) {
    const name = unescaped(segment);
    let next: unknown = Array.isArray(container) ? container[indexOf(name, container)] : own(container, name);
    // No name right below the document means the document again; but what is done there is lost.
    if (name === '' && at === 1) next = structuredClone(container);
    // Kratos makes what is missing under the escaped name and then does not find it under the real one.
    // Nor does it find what has no name, or no index in an array.
    const named = Array.isArray(container) ? !Number.isNaN(indexOf(name, container)) : name !== '';
    const findable = name === segment && named;
    if ((next === undefined || next === null) && create && findable) {
      next = makeContainer(container, name, segments[at + 1] ?? key);
    }
    if (!isContainer(next)) {
      if (next !== undefined && next !== null && create) throw new JsonPatchError('invalid state detected');
      return undefined;
    }
    container = next;
  }
  return container;
}

// Kratos makes an array, padded with nulls, where the next segment looks like an index.
function makeContainer(container: Container, name: string, next: string): Container {
  const length = lengthFor(next);
  const made: Container = length === undefined ? {} : Array.from({ length }, () => putNull);
  if (Array.isArray(container)) {
    // It is added, so a null that was there moves on.
    const at = indexOf(name, [...container, undefined]);
    while (container.length < at) container.push(putNull);
    if (at >= 0) container.splice(at, 0, made);
  } else define(container, name, made);
  return made;
}

function isContainer(value: unknown): value is Container {
  return value !== putNull && (Array.isArray(value) || isObject(value));
}

function lengthFor(next: string): number | undefined {
  if (next === '-') return 0;
  if (!/^[+-]?\d+$/.test(next)) return undefined;
  const index = Number(next);
  if (index >= -1) return Math.max(index, 0);
  throw new JsonPatchError(
    `Unable to ensure path for negative index other than -1: ${index}: invalid index referenced`,
  );
}

function changeMember(
  parent: Record<string, unknown>,
  key: string,
  { op, path, value }: JsonPatchOperation,
): void {
  if (op === 'add') define(parent, key, value);
  else if (own(parent, key) === undefined || path === '') {
    throw missingKey(op, path, `unable to remove nonexistent key: ${key}: missing value`);
  } else if (op === 'remove') delete parent[key];
  else define(parent, key, value);
}

function changeElement(parent: unknown[], key: string, { op, path, value }: JsonPatchOperation): void {
  if (op === 'add' && key === '-') {
    parent.push(value);
    return;
  }
  // An added element can stand behind the last one.
  const places = op === 'add' ? [...parent, undefined] : parent;
  const index = indexOf(key, places);
  if (Number.isNaN(index)) throw missingKey(op, path, notAnIndex(op, key));
  if (!(index >= 0 && index < places.length)) {
    throw missingKey(op, path, `Unable to access invalid index: ${key}: invalid index referenced`);
  }
  if (op === 'add') parent.splice(index, 0, value);
  else if (op === 'remove') parent.splice(index, 1);
  else parent[index] = value;
}

function missingPath(op: string, path: string): JsonPatchError {
  const quoted = op === 'replace' ? path : `"${path}"`;
  return new JsonPatchError(`${op} operation does not apply: doc is missing path: ${quoted}: missing value`);
}

function missingKey(op: string, path: string, problem: string): JsonPatchError {
  return op === 'replace'
    ? new JsonPatchError(`replace operation does not apply: doc is missing key: ${path}: missing value`)
    : new JsonPatchError(`error in ${op} for path: '${path}': ${problem}`);
}

function notAnIndex(op: string, key: string): string {
  const problem = `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
  return op === 'add' ? `value was not a proper array index: '${key}': ${problem}` : problem;
}

/** The index that a segment names, counted from the end if it is negative; NaN if it is no index. */
function indexOf(segment: string, places: readonly unknown[]): number {
  if (!/^[+-]?\d+$/.test(segment)) return Number.NaN;
  const index = Number(segment);
  return index < 0 ? index + places.length : index;
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function own(container: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(container, name) ? container[name] : undefined;
}

// Assigning to `__proto__` would change the object's prototype instead of a member.
function define(container: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(container, name, { value, writable: true, enumerable: true, configurable: true });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
