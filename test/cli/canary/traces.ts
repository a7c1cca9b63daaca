import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsFound } from './forms.ts';

/** All files below a folder that hold a secret in some form, as `FILE: FORM`, and how many were looked at. */
export function leaksInFiles(folder: string, secrets: Iterable<string>) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const leaks = files.flatMap((file) => leaksIn(file, readFileSync(file), secrets));
  return { files: files.map((file) => file.slice(folder.length + 1)), leaks };
}

export function leaksIn(where: string, bytes: Uint8Array, secrets: Iterable<string>): string[] {
  return [...secrets].flatMap((secret) => formsFound(secret, bytes).map((form) => `${where}: ${form}`));
}

/** The words of every process on this machine, which everybody can see. */
export function processList(): { readonly words: Buffer; readonly count: number } {
  const lines = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ifThere(`/proc/${pid}/cmdline`));
  return { words: Buffer.concat(lines), count: lines.length };
}

/** The environment of a process, and of those that it has started. */
export const environmentOf = (pid: number): Buffer => Buffer.concat(ifThere(`/proc/${pid}/environ`));

export function childrenOf(pid: number): number[] {
  const [children = Buffer.alloc(0)] = ifThere(`/proc/${pid}/task/${pid}/children`);
  return children.toString().split(' ').map(Number).filter(Boolean);
}

/** A process may end between being listed and being looked at. */
function ifThere(file: string): Buffer[] {
  try {
    return [readFileSync(file)];
  } catch {
    return [];
  }
}
