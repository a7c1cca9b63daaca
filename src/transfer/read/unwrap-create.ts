import type { RowProblem } from '../import/import-row.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Unwrapped {
  readonly create: Row;
  /** Where it stands in the row, as a JSON pointer: empty where the row is the identity. */
  readonly bodyPointer: '' | '/create';
  readonly patchId: string | undefined;
  readonly problems: readonly RowProblem[];
}

/** An identity out of an item of `PATCH /admin/identities`, `{patch_id, create}`; anything else is the identity itself. */
export function unwrapCreate(row: Row): Unwrapped {
  const { create, patch_id: patchId } = row;
  if (create === undefined && (patchId === undefined || row['traits'] !== undefined)) {
    return { create: row, bodyPointer: '', patchId: undefined, problems: none };
  }
  const problems: RowProblem[] = [];
  for (const name of Object.keys(row)) {
    if (name !== 'create' && name !== 'patch_id') problems.push(beside(name));
  }
  if (!isObject(create)) problems.push(create === undefined ? withoutCreate : notAnObject);
  const patch = patchIdOf(patchId);
  return {
    create: isObject(create) ? create : {},
    bodyPointer: '/create',
    patchId: patch.patchId,
    problems: [...problems, ...patch.problems],
  };
}

/** As Kratos takes it: a UUID, or nothing. */
export function patchIdOf(value: unknown): Pick<Unwrapped, 'patchId' | 'problems'> {
  if (value === undefined || value === null) return { patchId: undefined, problems: none };
  const patchId = typeof value === 'string' ? value : undefined;
  return { patchId, problems: patchId !== undefined && uuid.test(patchId) ? none : [malformed] };
}

const none: readonly never[] = [];

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = (code: string, pointer: string, message: string): RowProblem => ({
  code,
  pointer,
  message,
  rejects: true,
});

const malformed = problem(
  'patch-id',
  '/patch_id',
  'patch_id must be a UUID such as 8f0f6f6e-6d0c-4a53-9d5c-0f0d7f6b6a10, or be left out',
);
const withoutCreate = problem('create', '', 'there is a patch_id, and no identity under create');
const notAnObject = problem('create', '/create', 'create must be an object, the identity');

const beside = (name: string): RowProblem =>
  problem(
    'unknown-field',
    `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    'Kratos takes only patch_id beside create; move it into create, or take it out',
  );
