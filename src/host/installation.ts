import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../engine/catalog.ts';
import type { Action } from '../engine/define-action.ts';
import { missingHandler } from './missing-handler.ts';

/**
 * What lies beside the program: the catalog and the handlers. This is how the sources find them; the build puts
 * installation.bundled.ts in its place, with the same exports.
 */
export async function readCatalog(): Promise<Catalog> {
  const { parseCatalog } = await import('../engine/parse-catalog.ts');
  return parseCatalog(readFileSync(new URL('../../actions.yaml', import.meta.url), 'utf8'), 'actions.yaml');
}

/** The handler in actions/ of that name. Fails with catalog-invalid where there is none. */
export async function loadAction(name: string): Promise<Action> {
  const file = new URL(`../../actions/${name}.ts`, import.meta.url);
  // Asked beforehand: a failing import says the same of a module that the handler misses.
  if (!existsSync(file)) throw missingHandler(name);
  const { default: action } = (await import(file.href)) as { default: Action };
  return action;
}

/** The file of the program that asks the keychain. */
export function keychainProgram(): string {
  return fileURLToPath(new URL('./keychain-call.ts', import.meta.url));
}
