import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
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
 * answer. Mode 0600: an answer may hold a recovery code. A device or a pipe is written as it is, never replaced; of a
 * link, what it leads to is replaced. Fails with storage-failed.
 */
export function openOutputFile(file: string): OutputFile {
  const there = guardOf(file)(() => statSync(file, { throwIfNoEntry: false }));
  if (there?.isDirectory() === true) {
    throw new IdpError('storage-failed', `${file} is a folder: an answer is written to a file.`, {
      hint: 'Give -o and --results the name of a file.',
    });
  }
  return there === undefined || there.isFile() ? openWhole(file, there) : openAsItIs(file);
}

function openWhole(file: string, there: Stats | undefined): OutputFile {
  const target = there === undefined ? file : realpathSync(file);
  const beside = `${target}.${crypto.randomUUID()}.tmp`;
  const descriptor = guardOf(file)(() => openSync(beside, 'wx', 0o600));
  const guard = guardOf(file, () => rmSync(beside, { force: true }));
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    write: (text) => guard(() => writeWhole(descriptor, text)),
    keep: () =>
      guard(() => {
        close();
        renameSync(beside, target);
      }),
    discard() {
      close();
      rmSync(beside, { force: true });
    },
  };
}

function openAsItIs(file: string): OutputFile {
  const guard = guardOf(file);
  const descriptor = guard(() => openSync(file, 'w'));
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { write: (text) => guard(() => writeWhole(descriptor, text)), keep: close, discard: close };
}

/** A disk that fills up takes part of a text first, and says so only at the next attempt. */
function writeWhole(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
}

function guardOf(file: string, cleanUp?: () => void): <T>(work: () => T) => T {
  return (work) => {
    try {
      return work();
    } catch (error) {
      cleanUp?.();
      const why = error instanceof Error ? error.message : String(error);
      throw new IdpError('storage-failed', `${file} cannot be written in ${dirname(file)}: ${why}.`, {
        cause: error,
      });
    }
  };
}
