import { randomBytes } from 'node:crypto';
import type { Database } from '../sqlite/database.ts';

/**
 * Gives the table `incoming` its indexes and takes out every row whose identifier comes again later; `onRepeated` is
 * told its number and line. Gives how many they were.
 */
export function indexIncoming(db: Database, onRepeated: (number: number, line: number) => void): number {
  // Indexes keep their names when their table gets another one.
  const suffix = randomBytes(8).toString('hex');
  db.exec(`CREATE INDEX by_identifier_${suffix} ON incoming (identifier)`);
  db.exec(`CREATE INDEX by_person_${suffix} ON incoming (person) WHERE person IS NOT NULL`);
  let repeated = 0;
  for (const row of db.prepare(`SELECT number, line ${cameAgain}`).iterate()) {
    repeated += 1;
    onRepeated(Number(row['number']), Number(row['line']));
  }
  if (repeated > 0) db.exec(`DELETE FROM incoming WHERE number IN (SELECT number ${cameAgain})`);
  return repeated;
}

// The number of the row is the last column of every index: this goes through one index, and sorts nothing.
const cameAgain = `
  FROM (
    SELECT number, line, identifier, lead(identifier) OVER (ORDER BY identifier, number) AS following FROM incoming
  ) WHERE identifier = following`;
