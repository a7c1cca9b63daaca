/** A patch that cannot be read or does not apply; the message is the one Kratos passes on. */
export class JsonPatchError extends Error {
  override name = 'JsonPatchError';
}

export interface JsonPatchOperation {
  op: string;
  path: string;
  value?: unknown;
}

/**
 * Reads a JSON Patch document as Kratos does: only add, remove and replace; null is an empty patch.
 * `isDenied` says which (lower-cased) paths must not be touched. Throws JsonPatchError.
 */
export function readJsonPatch(text: string, isDenied: (path: string) => boolean): JsonPatchOperation[] {
  return operationsIn(text)
    .map((operation) => {
      const { op, path } = operation;
      const shown = JSON.stringify(operation);
      if (!known.has(op)) throw new JsonPatchError(`invalid operation ${shown}: unsupported operation`);
      if ((op === 'add' || op === 'replace' || op === 'test') && !('value' in operation)) {
        throw new JsonPatchError(
          `invalid operation ${shown}: failed to decode 'value': operation, missing value field: missing value`,
        );
      }
      if (typeof path !== 'string') {
        throw new JsonPatchError(
          `invalid operation ${shown}: failed to decode 'path': operation missing path field: missing value`,
        );
      }
      return operation as unknown as JsonPatchOperation;
    })
    .map((operation) => allowed(operation, isDenied));
}

/** The document with the patch applied; the given one stays as it is. Throws JsonPatchError. */
export function applyJsonPatch(document: unknown, operations: readonly JsonPatchOperation[]): unknown {
  // Below a root of its own, so that the whole document can be replaced like any member.
  const root = { '': structuredClone(document) };
  for (const operation of operations) applyOperation(root, operation);
  return root[''];
}

const known: ReadonlySet<unknown> = new Set(['add', 'remove', 'replace', 'test', 'move', 'copy']);

function operationsIn(text: string): Record<string, unknown>[] {
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw new JsonPatchError('invalid state detected');
  }
  if (patch === null) return [];
  if (!Array.isArray(patch)) {
    throw new JsonPatchError(`json: cannot unmarshal ${typeof patch} into Go value of type jsonpatch.Patch`);
  }
  return patch.map((operation: unknown) => {
    if (isObject(operation)) return operation;
    throw new JsonPatchError(
      `json: cannot unmarshal ${typeof operation} into Go value of type jsonpatch.Operation`,
    );
  });
}

function allowed(operation: JsonPatchOperation, isDenied: (path: string) => boolean): JsonPatchOperation {
  const { op, path } = operation;
  if (op !== 'add' && op !== 'remove' && op !== 'replace') {
    throw new JsonPatchError(`unsupported operation: ${op}`);
  }
  if (isDenied(path.toLowerCase())) throw new JsonPatchError(`patch includes denied path: ${path}`);
  // Kratos lets a missing member be replaced, though not a missing element of an array.
  const replacesMember = op === 'replace' && !/(?:^|\/)(?:-|[+-]?\d+)$/.test(path);
  return replacesMember ? { ...operation, op: 'add' } : operation;
}

function applyOperation(root: Record<string, unknown>, { op, path, value }: JsonPatchOperation): void {
  const [first, ...rest] = path.split('/');
  if (first !== '' || (path === '' && op !== 'add')) throw missingPath(op, path);
  const segments = ['', ...rest.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))];
  const key = segments.pop() ?? '';
  const parent = parentOf(root, segments, key, op === 'add');
  if (parent === undefined) throw missingPath(op, path);
  if (Array.isArray(parent)) changeElement(parent, key, { op, path, value });
  else changeMember(parent, key, { op, path, value });
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
    let next: unknown = Array.isArray(container)
      ? container[indexOf(segment)]
      : ownMember(container, segment);
    if ((next === undefined || next === null) && create) {
      next = makeContainer(container, segment, segments[at + 1] ?? key);
    }
    if (!Array.isArray(next) && !isObject(next)) return undefined;
    container = next;
  }
  return container;
}

// Kratos makes an array, padded with nulls, where the next segment looks like an index.
function makeContainer(container: Container, segment: string, next: string): Container {
  const index = Number.parseInt(next, 10);
  const isIndex = next === '-' || /^\d+$/.test(next);
  const made: Container = isIndex ? Array.from({ length: next === '-' ? 0 : index }, () => null) : {};
  if (Array.isArray(container)) {
    const at = segment === '-' ? container.length : indexOf(segment);
    while (container.length < at) container.push(null);
    container[at] = made;
  } else define(container, segment, made);
  return made;
}

function changeMember(
  parent: Record<string, unknown>,
  key: string,
  { op, path, value }: JsonPatchOperation,
): void {
  const exists = ownMember(parent, key) !== undefined;
  if (op === 'add') define(parent, key, value);
  else if (!exists) throw missingKey(op, path, `unable to remove nonexistent key: ${key}: missing value`);
  else if (op === 'remove') delete parent[key];
  else define(parent, key, value);
}

function changeElement(parent: unknown[], key: string, { op, path, value }: JsonPatchOperation): void {
  if (op === 'add' && key === '-') {
    parent.push(value);
    return;
  }
  const index = indexOf(key);
  const end = op === 'add' ? parent.length : parent.length - 1;
  if (!(index >= 0 && index <= end)) {
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

function indexOf(segment: string): number {
  return /^\d+$/.test(segment) ? Number(segment) : Number.NaN;
}

function ownMember(container: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(container, name) ? container[name] : undefined;
}

// Assigning to `__proto__` would change the object's prototype instead of a member.
function define(container: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(container, name, { value, writable: true, enumerable: true, configurable: true });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
