import { randomUUID } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { IdpError } from '../../errors/idp-error.ts';
import type { InputRow } from './import-row.ts';

/** The hashes that Kratos cannot hold, for `idp password-hook load`. */
export interface HookHashesFile {
  add(hook: NonNullable<InputRow['hook']>): void;
  /** Gives it its name; where nothing is in it there is no file. */
  keep(): void;
  /** Of what was not read to its end nothing is left. */
  discard(): void;
}

/** Opened before anything is sent. All of it is made anew by a resumed import, which reads all rows again. Fails with storage-failed. */
export function openHookHashes(file: string): HookHashesFile {
  const part = `${file}.${randomUUID()}.tmp`;
  const descriptor = onFile(file, () => openSync(part, 'wx', 0o600));
  let waiting = '';
  let isEmpty = true;
  let isOpen = true;
  const flush = (): void => {
    onFile(file, () => {
      for (let rest = Buffer.from(waiting); rest.length > 0;)
        rest = rest.subarray(writeSync(descriptor, rest));
    });
    waiting = '';
  };
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const discard = (): void => {
    close();
    rmSync(part, { force: true });
  };
  return {
    add(hook) {
      isEmpty = false;
      waiting += `${JSON.stringify(hook)}\n`;
      if (waiting.length > 65_536) flush();
    },
    keep() {
      if (isEmpty) return discard();
      flush();
      close();
      onFile(file, () => renameSync(part, file));
    },
    discard,
  };
}

function onFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new IdpError('storage-failed', `The hashes for the hook cannot be written to ${file}: ${why}.`, {
      cause,
    });
  }
}
