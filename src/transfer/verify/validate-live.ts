import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import type { IdentitySchema } from '../../kratos/identity-schemas.ts';
import { eachOf } from '../pace/each-of.ts';
import type { RowProblem } from '../import/import-row.ts';
import { compileTraits } from './compile-traits.ts';
import { createLiveProblems, type LiveProblem } from './live-problems.ts';

/** How many identities of a Kratos still fit their schemas, and how the others do not. */
export interface LiveReport {
  readonly read: number;
  readonly fitting: number;
  readonly unfitting: number;
  /** The most frequent first; at most a thousand kinds. */
  readonly problems: readonly LiveProblem[];
}

/** An identity that no longer fits its schema. Nothing of the person but masked values. */
export interface UnfittingIdentity {
  readonly identityId: string;
  readonly schema: string;
  readonly problems: readonly RowProblem[];
}

/**
 * Checks the traits of every identity that Kratos has against its schema as it is now; `schemas` are all that Kratos knows.
 * Memory does not grow with their number. Fails as the requests do.
 */
export async function validateLive({
  admin,
  schemas,
  signal,
  onUnfitting,
  onProgress,
}: {
  readonly admin: Pick<KratosAdmin, 'eachPage'>;
  readonly schemas: readonly IdentitySchema[];
  readonly signal: AbortSignal;
  readonly onUnfitting: (identity: UnfittingIdentity) => void;
  readonly onProgress?: (read: number) => void;
}): Promise<LiveReport> {
  const problemsOf = compileTraits(schemas);
  const found = createLiveProblems();
  let read = 0;
  let unfitting = 0;

  function look({ id, schema_id: schema, traits }: Identity): void {
    read += 1;
    const problems = problemsOf(schema, traits);
    if (problems.length === 0) return;
    unfitting += 1;
    for (const problem of problems) found.add(schema, problem, id);
    onUnfitting({ identityId: id, schema, problems });
  }

  await eachOf(stretches, stretches.length, async ({ after, until }) => {
    for await (const page of admin.eachPage({ after, until, signal })) {
      signal.throwIfAborted();
      for (const identity of page) look(identity);
      onProgress?.(read);
    }
  });
  return { read, fitting: read - unfitting, unfitting, problems: found.all() };
}

/** Ids are random: each of these holds about a quarter of them, and they are read side by side. */
const stretches = [
  { after: undefined, until: endOf('3') },
  { after: endOf('3'), until: endOf('7') },
  { after: endOf('7'), until: endOf('b') },
  { after: endOf('b'), until: undefined },
] as const;

function endOf(digit: string): string {
  return `${digit}fffffff-ffff-ffff-ffff-ffffffffffff`;
}
