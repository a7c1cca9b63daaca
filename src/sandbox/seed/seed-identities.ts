import { setImmediate } from 'node:timers/promises';
import type { SandboxContext } from '../context.ts';
import { isUniqueViolation, savepoint } from '../database.ts';
import { GoJsonError } from '../go-json.ts';
import { applySchema } from '../identities/apply-schema.ts';
import { valueExistsAlready } from '../identities/create-batch.ts';
import type { Identity } from '../identities/identity.ts';
import { insertIdentity } from '../identities/save-identity.ts';
import { KratosError } from '../kratos-error.ts';
import { openSession } from '../sessions/open-session.ts';
import { ownersOf } from './conflicting-identities.ts';
import { draftOfRow } from './draft-of-row.ts';
import { SeedError } from './seed-error.ts';
import type { BadRow, SeedRow } from './seed-row.ts';

export interface Seeded {
  created: number;
  /** Rows of which an identity that was there before has an id, identifier or address; it stays as it is. */
  known: number;
}

/**
 * Creates an identity of every row by the rules of POST /admin/identities, in one transaction: all of them, or on any
 * bad row none. Call it while nobody else uses the context's connection. Throws a SeedError that tells all bad rows,
 * and the signal's reason when it is aborted.
 */
export async function seedIdentities(
  context: SandboxContext,
  rows: AsyncIterable<SeedRow | BadRow> | Iterable<SeedRow | BadRow>,
  options: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Seeded> {
  const { db } = context;
  const seeded: Seeded = { created: 0, known: 0 };
  const places = new Map<string, string>();
  const problems: string[] = [];
  db.exec('BEGIN IMMEDIATE');
  try {
    let done = 0;
    for await (const row of rows) {
      const problem = 'problem' in row ? row.problem : await addRow(context, row, places, seeded);
      if (problem !== undefined) problems.push(`${row.place}: ${problem}`);
      done += 1;
      if (done % rowsAtOnce === 0) {
        options.onProgress(done);
        // Signals arrive between turns of the event loop only.
        await setImmediate();
      }
      options.signal.throwIfAborted();
    }
    if (problems.length > 0) throw refusal(problems);
    db.exec('COMMIT');
    return seeded;
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}

const rowsAtOnce = 250;

/** Why a row cannot be created; undefined when it was, or was there before. */
async function addRow(
  context: SandboxContext,
  row: SeedRow,
  places: Map<string, string>,
  seeded: Seeded,
): Promise<string | undefined> {
  try {
    const draft = await draftOfRow(context, row.value);
    applySchema(context, draft);
    const owners = insertUnlessOwned(context, draft);
    const twin = owners.map((id) => places.get(id)).find((place) => place !== undefined);
    if (twin !== undefined) return `${reasonOf(valueExistsAlready())} (${twin})`;
    if (owners.length > 0) {
      seeded.known += 1;
      return undefined;
    }
    places.set(draft.id, row.place);
    seeded.created += 1;
    if (row.signedInFrom !== undefined) signIn(context, draft.id, row.signedInFrom);
    return undefined;
  } catch (error) {
    if (error instanceof KratosError) return reasonOf(error);
    if (error instanceof GoJsonError) return error.message;
    if (error instanceof RangeError) return 'it is nested too deeply';
    throw error;
  }
}

/** The identities that it conflicts with; none when it was inserted. */
function insertUnlessOwned(context: SandboxContext, draft: Identity): string[] {
  try {
    savepoint(context.db, () => insertIdentity(context, draft));
    return [];
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const owners = ownersOf(context.db, draft);
    if (owners.length > 0) return owners;
    throw valueExistsAlready();
  }
}

function signIn(context: SandboxContext, id: string, from: NonNullable<SeedRow['signedInFrom']>): void {
  openSession(context, id, 'password', {
    socket: { remoteAddress: from.address, remotePort: 49_152 },
    headers: { 'user-agent': from.userAgent },
  });
}

function reasonOf({ body }: KratosError): string {
  return (body.reason ?? body.message).replaceAll(/\s+/g, ' ').trim();
}

function refusal(problems: readonly string[]): SeedError {
  const many = problems.length === 1 ? 'An identity' : `${problems.length} identities`;
  return new SeedError(`${many} of the seed cannot be created, so none was.`, problems);
}
