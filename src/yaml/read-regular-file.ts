import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file. What a link leads to must be a regular file: reading a pipe waits for whoever may write to it, and
 * some devices have no end. Fails with NotRegular, or as the file system does.
 */
export function readRegularFile(file: string): string {
  if (!statSync(file).isFile()) throw new NotRegular('it is not a regular file');
  return readFileSync(file, 'utf8');
}

export class NotRegular extends Error {}
