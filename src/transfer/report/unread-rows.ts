/** How many of the rows that ended for these reasons could not be read: the rejects have nothing of them that could be mended. */
export function unreadRows(reasons: Readonly<Record<string, number>>): number {
  let rows = 0;
  for (const [code, count] of Object.entries(reasons)) if (ofReading.has(code)) rows += count;
  return rows;
}

const ofReading: ReadonlySet<string> = new Set([
  'syntax',
  'encoding',
  'nul',
  'truncated',
  'not-a-record',
  'unreadable',
]);
