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
    .map(wellFormed)
    .map((operation) => allowed(operation, isDenied));
}

function operationsIn(text: string): unknown[] {
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw new JsonPatchError('invalid state detected');
  }
  if (patch === null) return [];
  if (!Array.isArray(patch)) {
    throw new JsonPatchError(`json: cannot unmarshal ${goKind(patch)} into Go value of type jsonpatch.Patch`);
  }
  return patch;
}

function wellFormed(operation: unknown): JsonPatchOperation {
  if (typeof operation !== 'object' || Array.isArray(operation)) {
    throw new JsonPatchError(
      `json: cannot unmarshal ${goKind(operation)} into Go value of type jsonpatch.Operation`,
    );
  }
  const { op, path, value, from } = (operation ?? {}) as Record<string, unknown>;
  const invalid = (problem: string): JsonPatchError =>
    new JsonPatchError(`invalid operation ${JSON.stringify(operation && sorted(operation))}: ${problem}`);
  if (typeof op !== 'string' || !known.has(op)) throw invalid('unsupported operation');
  if (valued.has(op) && value === undefined) {
    throw invalid("failed to decode 'value': operation, missing value field: missing value");
  }
  if (sourced.has(op) && (from === undefined || from === null)) {
    throw invalid("failed to decode 'from': operation, missing from field: missing value");
  }
  if (sourced.has(op) && typeof from !== 'string') {
    throw invalid(
      `failed to decode 'from': json: cannot unmarshal ${goKind(from)} into Go value of type string`,
    );
  }
  if (path === undefined || path === null) {
    throw invalid("failed to decode 'path': operation missing path field: missing value");
  }
  if (typeof path !== 'string') {
    throw invalid(
      `failed to decode 'path': json: cannot unmarshal ${goKind(path)} into Go value of type string`,
    );
  }
  return { op, path, value };
}

// Go writes the members of a map in the order of their names.
function sorted(operation: object): object {
  return Object.fromEntries(Object.entries(operation).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const valued: ReadonlySet<string> = new Set(['add', 'replace']);
const sourced: ReadonlySet<string> = new Set(['move', 'copy']);
const known: ReadonlySet<string> = new Set([...valued, ...sourced, 'remove', 'test']);

/** What Go's messages call the type of a JSON value. */
export function goKind(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
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
