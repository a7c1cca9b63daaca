import { createHmac } from 'node:crypto';
import { type HookHash, isHookKind } from '../passwords/hook/read-hook-hash.ts';
import type { Database } from '../sqlite/database.ts';

/** `isDecoy`: it is the hash of somebody else, to spend the same time on, and whatever matches it must not be let in. */
export type FoundHash = HookHash & { readonly isDecoy: boolean };

/**
 * Looks hashes up by identifier, as Kratos compares it. For an unknown identifier it gives the hash of another one, always
 * the same, chosen by a key that nobody knows: an answer then takes as long as for somebody who is there, and the kinds
 * come up as often as they stand in the database. Both look-ups are always made. Undefined where the database is empty.
 */
export function hashFinder(db: Database): (normalised: string) => FoundHash | undefined {
  const key = secretOf(db, 'decoy');
  const byIdentifier = db.prepare('SELECT kind, hash FROM hashes WHERE identifier = ?');
  const byNumber = db.prepare('SELECT kind, hash FROM hashes WHERE number >= ? ORDER BY number LIMIT 1');
  const last = db.prepare('SELECT max(number) AS number FROM hashes');

  return (normalised) => {
    const rows = Number(last.get()?.['number'] ?? 0);
    const chosen = createHmac('sha256', key).update(normalised).digest().readUIntBE(0, 6);
    const decoy = byNumber.get(1 + (chosen % Math.max(rows, 1)));
    const found = byIdentifier.get(normalised);
    const row = found ?? decoy;
    const kind = String(row?.['kind']);
    // A kind of a newer idp matches nothing.
    if (row === undefined || !isHookKind(kind)) return undefined;
    return { kind, hash: String(row['hash']), isDecoy: found === undefined };
  };
}

function secretOf(db: Database, name: string): Uint8Array {
  const value = db.prepare('SELECT value FROM secrets WHERE name = ?').get(name)?.['value'];
  if (value instanceof Uint8Array) return value;
  throw new Error(
    `the database of the hook has lost its secret "${name}": delete it and load the files again`,
  );
}
