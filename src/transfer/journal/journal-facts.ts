import type { Database } from '../../sqlite/database.ts';

/** What a journal says besides its rows. Values are JSON. */
export function putFact(db: Database, name: FactName, value: unknown): void {
  db.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, JSON.stringify(value));
}

/** Undefined where it was never put. */
export function getFact(db: Database, name: FactName): unknown {
  const row = db.prepare('SELECT value FROM facts WHERE name = ?').get(name);
  return row === undefined ? undefined : JSON.parse(String(row['value']));
}

type FactName = 'operation' | 'content' | 'tally' | 'finished';
