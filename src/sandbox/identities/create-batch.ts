import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { badRequest, KratosError, type KratosErrorBody } from '../kratos-error.ts';
import { applySchema } from './apply-schema.ts';
import type { BatchItem } from './batch-body.ts';
import { draftIdentity } from './create-identity.ts';
import type { Identity } from './identity.ts';
import { insertIdentities } from './save-identity.ts';

export interface BatchResult {
  action: 'create' | 'error';
  identity?: string;
  patch_id?: string;
  error?: KratosErrorBody;
}

const mostPlaintextPasswords = 200;

/**
 * Creates the identities of a batch, each for itself: invalid traits and conflicts are results of their
 * items. Throws, with nothing created, for an unknown hash or state, for more than 200 passwords to hash
 * (found out after hashing them, as Kratos does), for what the database cannot hold, and the database's
 * uniqueness error for a single identity that got as far as the database and conflicts there.
 */
export async function createBatch(
  context: SandboxContext,
  items: readonly BatchItem[],
): Promise<(BatchResult | null)[]> {
  const drafts: (Identity | null)[] = [];
  for (const { create } of items) drafts.push(create ? await draftIdentity(context, create) : null);
  const hashed = items.filter(({ create }) => create?.credentials?.password?.config.password);
  if (hashed.length > mostPlaintextPasswords) {
    throw badRequest(
      `The maximum number of identities per request that can be created with a plaintext password is ${mostPlaintextPasswords}.`,
    );
  }
  const errors = createAll(
    context,
    drafts.filter((draft) => draft !== null),
  );
  return items.map((item, at) => resultOf(item, drafts[at] ?? null, errors));
}

/** The conflict of PUT, PATCH and a batch, which POST words differently. */
export function valueExistsAlready(): KratosError {
  return new KratosError(
    409,
    'Unable to insert or update resource because a resource with that value exists already',
  );
}

function createAll(context: SandboxContext, drafts: readonly Identity[]): Map<Identity, KratosErrorBody> {
  const errors = new Map<Identity, KratosErrorBody>();
  const valid = drafts.filter((draft) => {
    const problem = problemOf(() => applySchema(context, draft));
    if (problem !== undefined) errors.set(draft, problem.body);
    return problem === undefined;
  });
  const conflicting = write(context.db, () => insertIdentities(context, valid));
  for (const draft of conflicting) errors.set(draft, valueExistsAlready().body);
  return errors;
}

function problemOf(work: () => void): KratosError | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof KratosError) return error;
    throw error;
  }
  return undefined;
}

function resultOf(
  { patch_id: patchId }: BatchItem,
  draft: Identity | null,
  errors: ReadonlyMap<Identity, KratosErrorBody>,
): BatchResult | null {
  if (draft === null) return null;
  const error = errors.get(draft);
  return {
    action: error === undefined ? 'create' : 'error',
    ...(error === undefined && { identity: draft.id }),
    ...(patchId !== null && { patch_id: patchId }),
    ...(error !== undefined && { error }),
  };
}
