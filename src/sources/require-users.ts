import { IdpError } from '../errors/idp-error.ts';
import type { SourceFile } from './source.ts';

/**
 * Fails with usage where none of the files has the people in it, so that nobody takes a file of hashes alone, read without
 * a complaint, for people brought over. `users` is what their file is called.
 */
export function requireUsers(files: readonly SourceFile[], users: string): void {
  if (files.some(({ role }) => role === 'users')) return;
  const [first] = files;
  throw new IdpError(
    'usage',
    `${first?.file.name ?? 'The file'} belongs to ${users}, and has no people in it.`,
    {
      hint: `Name the file of ${users} beside it.`,
    },
  );
}
