import type { HookHash } from '../passwords/hook/read-hook-hash.ts';
import { type Database, write } from '../sqlite/database.ts';
import { hashColumns } from './hash-database.ts';
import { indexIncoming } from './index-incoming.ts';

/** One person's hash, under every identifier that they may type; normalised already. */
export interface HashEntry extends HookHash {
  readonly identifiers: readonly string[];
  /** Of the file that it stands in. */
  readonly line: number;
}

export interface Loaded {
  /** Identifiers that are in the database now. */
  readonly identifiers: number;
  readonly added: number;
  /** Those whose hash is another one now. */
  readonly changed: number;
  readonly unchanged: number;
  /** Those that were in the database and are not in the files. */
  readonly removed: number;
  /** How often an identifier came that comes again later; only the last one counts. */
  readonly repeated: number;
}

/**
 * Puts the hashes of these files in the place of all that the database holds. That happens at one moment, while a server
 * goes on answering from it; what was there stays when this fails or is killed before, and when there is not one hash. Who
 * has come over stays so, also under an identifier that their line did not name before, and when a load without them
 * came between. `onRepeated` is given the file, by its number from 0, and the line of each identifier that comes
 * again later.
 */
export async function loadHashes(
  db: Database,
  files: readonly AsyncIterable<readonly HashEntry[]>[],
  onRepeated: (file: number, line: number) => void,
): Promise<Loaded> {
  db.exec(`DROP TABLE IF EXISTS incoming; CREATE TABLE incoming ${hashColumns}`);
  const insert = inserter(db);
  const begins: number[] = [];
  for (const chunks of files) {
    begins.push(insert.next());
    for await (const entries of chunks) write(db, () => entries.forEach(insert.entry));
  }
  const repeated = indexIncoming(db, (number, line) => {
    onRepeated(
      begins.findLastIndex((begin) => begin <= number),
      line,
    );
  });
  const differences = compare(db);
  if (differences.identifiers > 0) write(db, () => db.exec(replacing));
  else db.exec('DROP TABLE incoming');
  return { ...differences, repeated };
}

// The index comes when all rows are there: a million in the order of their names are then ten times as quick.
function inserter(db: Database): { entry: (entry: HashEntry) => void; next: () => number } {
  const insert = db.prepare(
    'INSERT INTO incoming (number, identifier, kind, hash, person, line) VALUES (?, ?, ?, ?, ?, ?)',
  );
  let number = 1;
  let people = 0;
  return {
    next: () => number,
    entry({ identifiers, kind, hash, line }) {
      const person = identifiers.length > 1 ? (people += 1) : null;
      for (const identifier of identifiers) insert.run(number++, identifier, kind, hash, person, line);
    },
  };
}

function compare(db: Database): Omit<Loaded, 'repeated'> {
  const count = (sql: string): number => Number(db.prepare(`SELECT count(*) AS n ${sql}`).get()?.['n']);
  const identifiers = count('FROM incoming');
  const before = count('FROM hashes');
  const both = 'FROM incoming JOIN hashes USING (identifier)';
  const unchanged = count(`${both} WHERE incoming.hash = hashes.hash AND incoming.kind = hashes.kind`);
  const changed = count(both) - unchanged;
  const added = identifiers - unchanged - changed;
  return { identifiers, added, changed, unchanged, removed: before - unchanged - changed };
}

const replacing = `
  UPDATE incoming SET migrated_at = hashes.migrated_at, asked_again = hashes.asked_again
    FROM hashes WHERE hashes.identifier = incoming.identifier AND hashes.migrated_at IS NOT NULL;
  INSERT OR REPLACE INTO removed
    SELECT identifier, migrated_at, asked_again FROM hashes WHERE migrated_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM incoming WHERE incoming.identifier = hashes.identifier);
  UPDATE incoming SET migrated_at = removed.migrated_at, asked_again = removed.asked_again
    FROM removed WHERE removed.identifier = incoming.identifier;
  DELETE FROM removed WHERE EXISTS (SELECT 1 FROM incoming WHERE incoming.identifier = removed.identifier);
  UPDATE incoming SET migrated_at = one.migrated_at
    FROM (
      SELECT person, min(migrated_at) AS migrated_at FROM incoming
        WHERE person IS NOT NULL AND migrated_at IS NOT NULL GROUP BY person
    ) AS one WHERE incoming.person = one.person AND incoming.migrated_at IS NULL;
  DROP TABLE hashes;
  ALTER TABLE incoming RENAME TO hashes;
  DELETE FROM kinds;
  INSERT INTO kinds SELECT kind, count(*), count(migrated_at), sum(asked_again) FROM hashes GROUP BY kind;
`;
