import { join } from 'node:path';
import catalog from 'virtual:catalog';
import type { Catalog } from '../engine/catalog.ts';
import type { Action } from '../engine/define-action.ts';

/** installation.ts as the bundle has it: the build has read actions.yaml and found every handler. */
export async function readCatalog(): Promise<Catalog> {
  return catalog as Catalog;
}

/** The file of one action; it lies in actions/ beside the chunk that this becomes part of. */
export async function loadAction(name: string): Promise<Action> {
  // The bundle is CommonJS, and this is the chunk loader's.
  const file = require(`./actions/${name}.cjs`) as { default: Action };
  return file.default;
}

/** The file of the program that asks the keychain; it lies beside the chunks. */
export function keychainProgram(): string {
  return join(__dirname, 'keychain-call.cjs');
}
