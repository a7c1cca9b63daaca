import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { fixture } from './source-files.ts';

/** The files of every source but one. */
export async function otherExports(own: string): Promise<string[]> {
  const files = await readdir(fixture(''), { recursive: true });
  return files
    .filter(
      (file) =>
        dataFiles.has(extname(file)) && !file.endsWith('passwords.json') && !file.startsWith(`${own}/`),
    )
    .map(fixture);
}

const dataFiles = new Set(['.json', '.jsonl', '.ndjson', '.csv', '.tsv', '.ldif', '.gz']);
