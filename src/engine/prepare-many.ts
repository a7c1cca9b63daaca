import type { IdentitySelector } from '../kratos/find-identity.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import { requireAskableForMany } from './consent-for-many.ts';
import type { PreparedMany } from './many-operation.ts';
import type { ManyRequest } from './many.ts';
import { runHandler } from './run-handler.ts';
import { prepareRun } from './prepare-run.ts';
import type { Task } from './task.ts';

/** As prepareRun, for so many: everything that can be refused before anything is written down or sent. */
export async function prepareMany(task: Task, request: ManyRequest, count: number): Promise<PreparedMany> {
  const prepared = await prepareRun(task, request, 'many', (entry) =>
    requireAskableForMany(entry, request.consent, task.dryRun, task.world.askCount, count),
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
        deed: (context) => runHandler(action, values, context, task.world),
      };
    },
  };
}

/** As a bare word is read. */
function selectorOf(text: string): IdentitySelector {
  const id = canonicalIdentityId(text);
  return id === undefined ? { address: text } : { id };
}
