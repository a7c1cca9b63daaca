import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { IdpError } from '../../errors/idp-error.ts';
import { claimRejects, onRejects, type RejectsPlan } from './reject-claim.ts';
import { writeWhole } from './write-whole.ts';

/** What counts of a file of rejects: what the journal says is in it, and not a byte more. */
export interface RejectsState {
  readonly plan: RejectsPlan;
  /** Where it lies. */
  readonly file: string;
  /** Whether it was made for this import; else it was there, and stays there. */
  readonly isMade: boolean;
  /** False when it was taken away again because nothing was in it. */
  readonly isThere: boolean;
  readonly lines: number;
  /** In bytes, with their CRC-32, by which a file that was changed is known. */
  readonly length: number;
  readonly checksum: number;
}

export interface RejectsFile {
  /** Writes lines such that they survive a power cut. They count as soon as the state that this gives is kept. */
  append(state: RejectsState, lines: readonly string[]): RejectsState;
  /** Takes away what does not count. */
  cutBack(state: RejectsState): void;
  /** Lets go of it; where nothing is in it, it goes too, and `forget` is told before. */
  close(state: RejectsState, forget: (state: RejectsState) => void): void;
}

/** A file that is there, empty. Throws as claimRejects does. */
export function newRejects(plan: RejectsPlan): RejectsState {
  return { plan, ...claimRejects(plan), isThere: true, lines: 0, length: 0, checksum: 0 };
}

/**
 * Opens the file of a state. Lines beyond what counts are of a batch that a crash cut off: they go. Throws storage-failed
 * where what counts is not there as it was written.
 */
export function openRejects(state: RejectsState): RejectsFile {
  const { file } = state;
  const descriptor = onRejects(file, () => open(state));
  const isWhole = !isDescriptor(file) && onRejects(file, () => fstatSync(descriptor).isFile());
  const cutBack = ({ length }: RejectsState): void => {
    if (isWhole) onRejects(file, () => ftruncateSync(descriptor, length));
  };
  try {
    if (isWhole) requireAsWritten(descriptor, state);
    cutBack(state);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return {
    append(before, lines) {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      onRejects(file, () => {
        writeWhole(descriptor, bytes);
        if (isWhole) fdatasyncSync(descriptor);
      });
      return {
        ...before,
        lines: before.lines + lines.length,
        length: before.length + bytes.length,
        checksum: crc32(bytes, before.checksum),
      };
    },
    cutBack,
    close(last, forget) {
      closeSync(descriptor);
      if (!isWhole || !last.isMade || last.lines > 0) return;
      forget({ ...last, isThere: false });
      rmSync(file, { force: true });
    },
  };
}

/** For reading and appending, and only where it is there: making it anew would hide that it was removed. */
function open(state: RejectsState): number {
  try {
    return openSync(state.file, constants.O_RDWR | constants.O_APPEND);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw changed(state, 'was removed');
  }
}

/** What a shell has opened already, `/dev/stdout` for one, is written to where it stands, never cut or removed. */
const isDescriptor = (file: string): boolean => /^\/(?:dev|proc)\//.test(file);

function requireAsWritten(descriptor: number, state: RejectsState): void {
  const { size } = fstatSync(descriptor);
  if (size < state.length) throw changed(state, 'was shortened');
  if (checksumOf(descriptor, state.length) !== state.checksum) throw changed(state, 'was changed');
}

function changed({ file, lines }: RejectsState, what: string): IdpError {
  const held = lines === 0 ? '' : `, and ${lines} of its lines count`;
  return new IdpError(
    'storage-failed',
    `The file of rejects, ${file}, ${what} while the import was not running${held}.`,
    {
      hint: 'Put it back as it was, or name a new file for further rejects with --rejects.',
    },
  );
}

function checksumOf(descriptor: number, length: number): number {
  const window = Buffer.allocUnsafe(Math.min(length, 1 << 20));
  let checksum = 0;
  for (let at = 0; at < length;) {
    const read = readSync(descriptor, window, 0, Math.min(window.length, length - at), at);
    if (read === 0) break;
    checksum = crc32(window.subarray(0, read), checksum);
    at += read;
  }
  return checksum;
}
