import { randomInt, randomUUID, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { storedTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { row, run } from '../statement.ts';
import type { RecoveryFlow, RecoveryStrategy } from './flow.ts';

/** A code or token that lets its bearer recover one identity, once. Only its hash is stored. */
export interface NewGrant {
  flow: RecoveryFlow;
  identityId: string;
  kind: RecoveryStrategy;
  secretHash: string;
}

export function createGrant({ db }: SandboxContext, grant: NewGrant): void {
  run(
    db,
    `INSERT INTO recovery_grants (id, flow_id, identity_id, kind, secret_hash, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    randomUUID(),
    grant.flow.id,
    grant.identityId,
    grant.kind,
    grant.secretHash,
    storedTime(new Date(grant.flow.expires_at)),
  );
}

/** Uses a grant up and names its identity; call it in a transaction. */
export function useGrant(
  { db, clock }: SandboxContext,
  flow: RecoveryFlow,
  kind: RecoveryStrategy,
  secretHash: string,
): 'unknown' | 'used' | { identityId: string } {
  const found = row(
    db,
    `SELECT id, identity_id, used_at FROM recovery_grants
     WHERE flow_id = ? AND kind = ? AND secret_hash = ? AND expires_at >= ?`,
    flow.id,
    kind,
    secretHash,
    storedTime(clock.now()),
  );
  if (found === undefined) return 'unknown';
  if (found['used_at'] !== null) return 'used';
  run(db, 'UPDATE recovery_grants SET used_at = ? WHERE id = ?', clock.timestamp(), String(found['id']));
  return { identityId: String(found['identity_id']) };
}

export function randomRecoveryCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

const derive = promisify<string, string, number, Buffer>(scrypt);

/**
 * The form in which a code is stored. There are only a million codes, so a plain digest in a database file
 * that somebody copied could be reversed in a moment; the flow's id is the salt.
 */
export async function hashRecoveryCode(code: string, flow: RecoveryFlow): Promise<string> {
  return (await derive(code, flow.id, 32)).toString('base64url');
}
