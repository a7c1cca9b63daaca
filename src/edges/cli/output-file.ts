import {
  closeSync,
  constants,
  fchmodSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
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
 * link, what it leads to is replaced, or made where it leads to nothing yet. Fails with storage-failed, also where
 * nobody reads the pipe.
 */
export function openOutputFile(file: string): OutputFile {
  const there = guardOf(file)(() => statSync(file, { throwIfNoEntry: false }));
  if (there?.isDirectory() === true) throw isFolder(file);
  const isWhole = there === undefined || (there.isFile() && !isDescriptor(file));
  return isWhole ? openWhole(file) : openAsItIs(file, there);
}

/** A file of lines that stand there as soon as they are written, whatever becomes of this process. */
export type LinesFile = {
  write(line: string): void;
  /** Leaves no file behind where there was none and no line came. */
  close(): void;
};

/**
 * Opens it before anything is done, for the reason of openOutputFile; what it held is replaced at the first line, and
 * with `append` kept. Mode 0600. Fails with storage-failed.
 */
export function openLinesFile(file: string, { append }: { readonly append: boolean }): LinesFile {
  const guard = guardOf(file);
  const there = guard(() => statSync(file, { throwIfNoEntry: false }));
  if (there?.isDirectory() === true) throw isFolder(file);
  if (there !== undefined && (!there.isFile() || isDescriptor(file))) {
    const opened = openAsItIs(file, there);
    return { write: (line) => opened.write(line), close: () => opened.keep() };
  }
  const descriptor = guard(() => openSync(file, 'a', 0o600));
  let isEmpty = true;
  return {
    write: (line) =>
      guard(() => {
        if (isEmpty) fchmodSync(descriptor, 0o600);
        if (isEmpty && !append) ftruncateSync(descriptor);
        isEmpty = false;
        writeWhole(descriptor, line);
      }),
    close() {
      closeSync(descriptor);
      if (isEmpty && there === undefined) rmSync(file, { force: true });
    },
  };
}

function isFolder(file: string): IdpError {
  return new IdpError('storage-failed', `${file} is a folder: an answer is written to a file.`, {
    hint: 'Give -o, --results and --failed the name of a file.',
  });
}

/** What a shell has opened already, `/dev/stdout` for one: written to where it stands, never replaced. */
function isDescriptor(file: string): boolean {
  return /^\/(dev\/(stdout|stderr|fd\/\d+)|proc\/[^/]+\/fd\/\d+)$/.test(resolve(file));
}

function openWhole(file: string): OutputFile {
  const target = guardOf(file)(() => targetOf(file));
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

/** What a chain of links leads to; its last one may lead to a file that is not there. */
function targetOf(file: string): string {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return file;
  return targetOf(resolve(realpathSync(dirname(file)), readlinkSync(file)));
}

function openAsItIs(file: string, there: Stats): OutputFile {
  const guard = guardOf(file);
  const descriptor = guard(() => (there.isFIFO() ? openPipe(file) : openSync(file, 'a')));
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { write: (text) => guard(() => writeWhole(descriptor, text)), keep: close, discard: close };
}

/** Opening a pipe that nobody reads would wait for a reader, deaf to every signal; only this way it fails. */
function openPipe(file: string): number {
  let probe: number;
  try {
    probe = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    throw new IdpError('storage-failed', `${file} is a pipe that nobody reads.`, {
      hint: 'Start its reader first, then run it again.',
      cause: error,
    });
  }
  try {
    return openSync(file, 'w');
  } finally {
    closeSync(probe);
  }
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
      if (error instanceof IdpError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new IdpError('storage-failed', `${file} cannot be written in ${dirname(file)}: ${why}.`, {
        cause: error,
      });
    }
  };
}
