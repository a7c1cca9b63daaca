import type { InputFile } from '../records/input-file.ts';

/** Whether a file that may be JSON or CSV is JSON: an object or a list comes first, or behind a line that no row can be. */
export async function beginsLikeJson(file: InputFile): Promise<boolean> {
  const head = await file.head(1024);
  return /^(?:\s*|[^\n,;\t]*\n)[[{]/.test(head.toString('utf8'));
}
