import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import type { IdentitySelector } from '../kratos/find-identity.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { CatalogEntry } from './catalog.ts';
import type { PreparedMany } from './many-operation.ts';
import type { ManyRequest } from './many.ts';
import { prepareRun } from './prepare-run.ts';
import type { Task } from './task.ts';

/** As prepareRun, for many: everything that can be refused before anything is written down or sent. */
export async function prepareMany(task: Task, request: ManyRequest): Promise<PreparedMany> {
  const prepared = await prepareRun(task, request, 'many', (entry) =>
    requireCountable(entry, task, request.consent),
  );
  const { entry, action, parameters, connection, secrets } = prepared;
  return {
    ...prepared,
    // Whoever reads wants an answer for every row.
    onceEach: entry.effect !== 'read',
    async plan(text) {
      const selector = selectorOf(text);
      const whom = 'id' in selector ? { 'identity-id': selector.id } : { email: selector.address };
      const values = { ...parameters.values, ...whom };
      return {
        connection,
        secrets,
        selector,
        scan: request.scan,
        agree: async () => {},
        deed: (context) =>
          action.run(values as never, { ...context, identity: context.identity as Identity }),
      };
    },
  };
}

/** Whether consent to many can be had at all. Fails with confirmation-required. */
function requireCountable(
  { name, effect }: CatalogEntry,
  { world, dryRun }: Task,
  { yes, expect }: ManyRequest['consent'],
): void {
  if (effect !== 'destroy' || dryRun || world.askCount !== undefined || (yes && expect !== undefined)) return;
  throw new IdpError(
    'confirmation-required',
    `${name} destroys something and wants a yes, but nobody can be asked here.`,
    { hint: 'Look first with --dry-run; then give --yes and, with --expect, how many are meant.' },
  );
}

/** As a bare word is read. */
function selectorOf(text: string): IdentitySelector {
  const id = canonicalIdentityId(text);
  return id === undefined ? { address: text } : { id };
}
