import { hash } from 'node:crypto';
import type { Identity } from '@ory/client';
import { onWorkDisk, openWorkDatabase } from '../../sources/work-database.ts';
import { claimKey, claimsOfIdentity, type Claim } from './presence-claims.ts';

/** Identities of Kratos by what they have for themselves, on disk: there may be millions. */
export interface KnownIdentities {
  add(identities: readonly Identity[]): void;
  isEmpty(): boolean;
  /** Whether one of them may have it: one in 10^14 says yes by mistake, none says no. */
  has(claim: Claim): boolean;
  close(): void;
}

/**
 * An empty index in the folder; nothing of it is plain text. It is read after the last was added. Throws storage-failed, as
 * its methods do.
 */
export function openKnownIdentities(workFolder: string): KnownIdentities {
  const db = openWorkDatabase(workFolder, 'known', ['CREATE TABLE known (claim INTEGER NOT NULL) STRICT']);
  const insert = db.prepare('INSERT INTO known (claim) VALUES (?)');
  const select = db.prepare('SELECT 1 FROM known WHERE claim = ?');
  let hasIndex = false;
  let isEmpty = true;

  return {
    add(identities) {
      onWorkDisk(workFolder, () => {
        for (const identity of identities) {
          for (const claim of claimsOfIdentity(identity)) {
            insert.run(numberOf(claim));
            isEmpty = false;
          }
        }
      });
    },
    isEmpty: () => isEmpty,
    has(claim) {
      return onWorkDisk(workFolder, () => {
        index();
        return select.get(numberOf(claim)) !== undefined;
      });
    },
    close() {
      db.close();
    },
  };

  // Two million numbers in any order take 3 s so, and 9 s into a tree that is there (measured).
  function index(): void {
    if (hasIndex) return;
    db.exec('CREATE INDEX known_by_claim ON known (claim)');
    hasIndex = true;
  }
}

/** 48 bits of SHA-256, which a number holds exactly. `binary` is by far the quickest that node:crypto gives. */
function numberOf(claim: Claim): number {
  const digest = hash('sha256', claimKey(claim), 'binary');
  let number = 0;
  for (let at = 0; at < 6; at += 1) number = number * 256 + digest.charCodeAt(at);
  return number;
}
