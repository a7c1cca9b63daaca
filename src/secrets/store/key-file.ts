import { existsSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import type { Secret } from '../secret.ts';
import { identitiesIn, identityText } from './identity-text.ts';
import { readWhole, replaceWhole } from './store-folder.ts';

/**
 * The identities in a key file, as age-keygen writes it. One that others than its owner can read is refused. Fails with
 * secret-store-locked.
 */
export function readKeyFile(file: string): readonly Secret[] {
  const bytes = readWhole(file);
  if (bytes === undefined) {
    throw locked(`The key file ${file} is not there.`, 'Put it back, or mount what it lies on.');
  }
  if (platform() !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw locked(
      `The key file ${file} can be read by others than its owner.`,
      `Take it from them: chmod 600 ${file}`,
    );
  }
  const identities = identitiesIn(bytes.toString('utf8'));
  if (identities.length > 0) return identities;
  throw locked(
    `${file} holds no age identity (AGE-SECRET-KEY-1…).`,
    'Name a file made by age-keygen, or one that is not there yet, which idp then makes.',
  );
}

/** Whether a key file can be made at all, looked at before anything is typed. Fails with storage-failed. */
export function requireFolderOf(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw notWritten(file, `there is no folder ${folder}`);
}

/** Writes an identity to a file of mode 0600, whose folder must be there. Fails with storage-failed. */
export async function writeKeyFile(
  file: string,
  identity: Secret,
  recipient: string,
  now: Date,
): Promise<void> {
  try {
    // Whoever holds the lock has seen that it is not there; what appeared since is somebody's key, and stays.
    if (existsSync(file)) throw new Error('it has appeared meanwhile');
    await replaceWhole(file, identityText(identity, recipient, now));
  } catch (error) {
    throw notWritten(file, error instanceof Error ? error.message : String(error), error);
  }
}

const notWritten = (file: string, why: string, cause?: unknown): IdpError =>
  new IdpError('storage-failed', `The key file ${file} cannot be written: ${why}.`, {
    hint: 'Nothing was stored. Name another file with --key-file, in a folder that is there.',
    ...(cause === undefined ? {} : { cause }),
  });

const locked = (message: string, hint: string): IdpError =>
  new IdpError('secret-store-locked', message, { hint });
