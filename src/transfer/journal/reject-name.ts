import { basename, dirname, extname, join } from 'node:path';

/**
 * Where rejected rows are written when nobody says: `people.rejects.jsonl` beside people.csv, and `people.rejects-2.jsonl`
 * when that file is imported in its turn; `operation-12.rejects.jsonl` in the current folder, for what has no name of its own.
 */
export function rejectsFileFor(firstInput: string, operation: string | undefined): string {
  if (isNameless(firstInput))
    return `${operation === undefined ? 'import' : `operation-${operation}`}.rejects.jsonl`;
  const unpacked = basename(firstInput).replace(/\.(?:gz|zst|zstd)$/i, '');
  const own = `${basename(unpacked, extname(unpacked))}.jsonl`;
  const name = /\.rejects(?:-\d+)?\.jsonl$/.test(own) ? own : own.replace(/\.jsonl$/, '.rejects.jsonl');
  const file = join(dirname(firstInput), name);
  return name === own ? nextRejectsFile(file) : file;
}

/** The next name of its kind, where one is taken. */
export function nextRejectsFile(file: string): string {
  return file.replace(
    /\.rejects(?:-(\d+))?\.jsonl$/,
    (_, number: string | undefined) => `.rejects-${Number(number ?? 1) + 1}.jsonl`,
  );
}

const isNameless = (input: string): boolean => input === '-' || /^\/(?:dev|proc)\//.test(input);
