/** What failed, for the log: SQLite's own words, which hold nothing of anybody, else a code or a name. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('errcode' in error) return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
