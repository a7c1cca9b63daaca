import { IdpError } from '../errors/idp-error.ts';
import type { SecretContent, SecretReader, SecretStore } from '../secrets/secret-store.ts';
import { findAction, type CatalogEntry } from './catalog.ts';
import type { Action } from './define-action.ts';
import type { ActionRequest, Connection, EngineWorld } from './engine-world.ts';
import { readParameters, refusePassword, type Parameters } from './parameters.ts';
import type { Task } from './task.ts';

export type PreparedRun = {
  readonly entry: CatalogEntry;
  readonly action: Action;
  readonly parameters: Parameters;
  readonly secrets: SecretReader;
  readonly connection: Connection;
};

/**
 * Everything that can be refused without asking Kratos or writing anything down. `allow` refuses where consent could
 * not be had; what is `about` many names nobody in its parameters.
 */
export async function prepareRun(
  task: Task,
  request: Pick<ActionRequest, 'action' | 'input'>,
  about: 'one' | 'many',
  allow: (entry: CatalogEntry) => void,
): Promise<PreparedRun> {
  const { world } = task;
  refusePassword(request.input);
  const entry = findAction(world.catalog, request.action);
  task.action = entry.name;
  const action = await loadHandler(world, entry);
  requireFiles(entry, world);
  const parameters = await readParameters(entry, action, request.input, about);
  allow(entry);
  const secrets = readingOnce(world.secrets, entry.name);
  await action.check?.(parameters.values as never, { secrets });
  return { entry, action, parameters, secrets, connection: await world.connect() };
}

function requireFiles({ name, target }: CatalogEntry, { files }: EngineWorld): void {
  if (target !== 'files' || files !== undefined) return;
  throw new IdpError('usage', `${name} is about files, and from here none can be given.`, {
    hint: 'Run it from the command line.',
  });
}

/** The handler of an entry, which must be what actions.yaml says. */
export async function loadHandler(world: EngineWorld, entry: CatalogEntry): Promise<Action> {
  const action = await world.loadAction(entry.name);
  if (action.target === entry.target) return action;
  throw new IdpError(
    'catalog-invalid',
    `actions.yaml says that the target of ${entry.name} is ${entry.target}, its handler says ${action.target}.`,
  );
}

/** A run sees one content of a secret from its check to its end, and asks its store once. */
export function readingOnce(store: SecretStore, action: string): SecretReader {
  const read = new Map<string, Promise<SecretContent>>();
  return (reference) => {
    const content = read.get(reference) ?? store.read(reference, action);
    read.set(reference, content);
    return content;
  };
}
