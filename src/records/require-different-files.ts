import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';

/**
 * Fails with usage where a file to be written is one that is read, or one that is written for something else, under any of
 * its names: an output takes the place of what a link leads to.
 */
export function requireDifferentFiles(
  inputs: readonly (string | undefined)[],
  outputs: readonly (string | undefined)[],
): void {
  const taken = new Set(inputs.flatMap((one) => (one === undefined || one === '-' ? [] : [fileBehind(one)])));
  for (const name of outputs) {
    if (name === undefined || name.startsWith('/dev/')) continue;
    const file = fileBehind(name);
    if (taken.has(file)) {
      throw new IdpError('usage', `${name} is named twice: each file is read, or written for one purpose.`, {
        hint: 'Give every output a name of its own.',
      });
    }
    taken.add(file);
  }
}

/** Fails with usage where a file to be read is named twice: rows that have nothing unique would be made twice. */
export function requireEachOnce(inputs: readonly string[]): void {
  const taken = new Set<string>();
  for (const name of inputs) {
    if (name === '-' || /^\/(?:dev|proc)\//.test(name)) continue;
    const file = fileBehind(name);
    if (taken.has(file)) {
      throw new IdpError('usage', `${name} is read already, under this or another name.`, {
        hint: 'Name each file once.',
      });
    }
    taken.add(file);
  }
}

/** What a name leads to over all links; they may lead to a file that is not there yet. */
function fileBehind(name: string): string {
  const path = resolve(name);
  const found = attempt(() => realpathSync(path));
  if (typeof found === 'string') return found;
  if (found.code !== 'ENOENT') return path;
  const link = attempt(() => readlinkSync(path));
  if (typeof link === 'string') return fileBehind(resolve(dirname(path), link));
  const folder = attempt(() => realpathSync(dirname(path)));
  return typeof folder === 'string' ? join(folder, basename(path)) : path;
}

function attempt(work: () => string): string | NodeJS.ErrnoException {
  try {
    return work();
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}
