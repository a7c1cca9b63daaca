import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
import type { ProcessMark } from '../history/processes.ts';
import { systemProcesses } from './process-mark.ts';

export type WorkFolder = { readonly path: string; remove(): void };

/**
 * A folder that only its owner can read, for what is too big for memory and of no use after this run. What killed runs left,
 * people's data among it, is removed on the way. It lies in the cache folder, because /tmp is memory on many machines.
 * Fails with storage-failed.
 */
export function openWorkFolder(cache: string): WorkFolder {
  const all = join(cache, 'work');
  try {
    mkdirSync(all, { recursive: true, mode: 0o700 });
    sweep(all);
    const path = mkdtempSync(join(all, 'run-'));
    writeFileSync(join(path, owner), JSON.stringify(systemProcesses.own()), { mode: 0o600 });
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `${all} cannot be used for work: ${why}.`, {
      hint: 'Make the cache folder writable, or choose another with XDG_CACHE_HOME.',
      cause: error,
    });
  }
}

const owner = 'owner.json';

function sweep(all: string): void {
  for (const name of readdirSync(all)) {
    if (isAbandoned(join(all, name, owner))) rmSync(join(all, name), { recursive: true, force: true });
  }
}

/** One without a mark is just being made. */
function isAbandoned(file: string): boolean {
  try {
    return !systemProcesses.isAlive(JSON.parse(readFileSync(file, 'utf8')) as ProcessMark);
  } catch {
    return false;
  }
}
