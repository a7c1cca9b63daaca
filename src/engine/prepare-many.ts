import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { IdentitySelector } from '../kratos/find-identity.ts';
import type { EngineWorld } from './engine-world.ts';
import type { ManyRequest, Targets } from './many.ts';
import type { ManyTasks } from './perform-many.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import type { Task } from './task.ts';

export type PreparedMany = PreparedRun;

/** As prepareRun, for many: everything that can be refused before anything is written down or sent. */
export async function prepareMany(
  task: Task,
  request: ManyRequest,
  world: EngineWorld,
): Promise<PreparedMany> {
  return prepareRun(task, request, 'many', ({ name, effect }) => {
    const { yes, expect } = request.consent;
    if (effect !== 'destroy' || request.dryRun || world.askCount !== undefined) return;
    if (yes && expect !== undefined) return;
    throw new IdpError(
      'confirmation-required',
      `${name} destroys something and wants a yes, but nobody can be asked here.`,
      { hint: 'Look first with --dry-run; then give --yes and, with --expect, how many are meant.' },
    );
  });
}

/** How each task is done: as runAction does one, with consent given. */
export function tasksOf(
  whole: Task,
  { action, entry, parameters, connection, secrets }: PreparedMany,
  {
    request,
    targets,
    ...rest
  }: {
    readonly request: ManyRequest;
    readonly targets: Targets;
    readonly operation: string;
    readonly firstTask: string;
    readonly pending: number;
  },
): ManyTasks {
  return {
    ...rest,
    action: entry.name,
    enqueued: whole.enqueued,
    dryRun: request.dryRun,
    targets,
    concurrency: request.concurrency,
    rate: request.rate,
    maxFailures: request.maxFailures,
    // Whoever reads wants an answer for every row.
    onceEach: entry.effect !== 'read',
    plan(text) {
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

/** As a bare word is read. */
function selectorOf(text: string): IdentitySelector {
  const id = canonicalIdentityId(text);
  return id === undefined ? { address: text } : { id };
}
