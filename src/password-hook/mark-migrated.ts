import { type Database, write } from '../sqlite/database.ts';

/**
 * Notes when somebody's password was right for the first time, for all their identifiers. `again`: that was noted before,
 * so Kratos did not keep the password then (measured: one above 72 bytes, which its bcrypt refuses).
 */
export function markMigrated(db: Database, normalised: string, now: Date): 'first' | 'again' {
  return write(db, () => {
    const row = db
      .prepare('SELECT number, kind, person, migrated_at, asked_again FROM hashes WHERE identifier = ?')
      .get(normalised);
    // The files may have been loaded anew since the hash was found.
    if (row === undefined) return 'first';
    const { number, kind, person } = row as Readonly<Record<string, string | number | null>>;
    if (row['migrated_at'] === null) {
      const { changes } = db
        .prepare('UPDATE hashes SET migrated_at = ? WHERE migrated_at IS NULL AND (number = ? OR person = ?)')
        .run(now.toISOString(), number ?? null, person ?? null);
      db.prepare('UPDATE kinds SET migrated = migrated + ? WHERE kind = ?').run(changes, kind ?? null);
      return 'first';
    }
    if (row['asked_again'] === 0) {
      db.prepare('UPDATE hashes SET asked_again = 1 WHERE number = ?').run(number ?? null);
      db.prepare('UPDATE kinds SET again = again + 1 WHERE kind = ?').run(kind ?? null);
    }
    return 'again';
  });
}
