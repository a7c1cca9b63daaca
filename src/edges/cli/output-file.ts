import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';

/** A file that is there whole or not at all: written beside its name, and renamed when it is complete. */
export type OutputFile = {
  write(text: string): void;
  /** Gives it its name. */
  keep(): void;
  /** Leaves nothing behind; harmless after keep. */
  discard(): void;
};

/**
 * Opens an answer's file before anything is done, so that a folder that cannot be written stops the run and not its
 * answer. Mode 0600: an answer may hold a recovery code. Fails with storage-failed.
 */
export function openOutputFile(file: string): OutputFile {
  const beside = `${file}.${crypto.randomUUID()}.tmp`;
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      rmSync(beside, { force: true });
      const why = error instanceof Error ? error.message : String(error);
      throw new IdpError('storage-failed', `${file} cannot be written in ${dirname(file)}: ${why}.`);
    }
  };
  const descriptor = guard(() => openSync(beside, 'wx', 0o600));
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    write: (text) => guard(() => void writeSync(descriptor, text)),
    keep: () =>
      guard(() => {
        close();
        renameSync(beside, file);
      }),
    discard() {
      close();
      rmSync(beside, { force: true });
    },
  };
}
