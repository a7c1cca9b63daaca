import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { IdpError } from '../../errors/idp-error.ts';
import type { LineRange } from './journal-reject-lines.ts';
import { onRejects } from './reject-claim.ts';
import { copyLines, settleCopy } from './reject-copy.ts';
import type { RejectsState } from './reject-state.ts';
import { writeWhole } from './write-whole.ts';

export interface RejectsFile {
  /** Writes lines such that they survive a power cut. They count as soon as the state that this gives is kept. */
  append(state: RejectsState, lines: readonly Uint8Array[]): RejectsState;
  /** Takes away what does not count. */
  cutBack(state: RejectsState): void;
  /** Lets go of it; where nothing is in it, it goes too, and `forget` is told before. */
  close(state: RejectsState, forget: (state: RejectsState) => void): void;
  /** Undefined for a device or a pipe, which is written and no more. */
  readonly copy: ((state: RejectsState, lines: Iterable<LineRange>) => RejectsState) | undefined;
}

/**
 * Opens the file of a state. Lines beyond what counts are of a batch that a crash cut off: they go. Throws storage-failed
 * where what counts is not there as it was written.
 */
export function openRejects(state: RejectsState): RejectsFile {
  const { file } = state;
  const isWhole = isRegular(file);
  if (isWhole) onRejects(file, () => settleCopy(state));
  const descriptor = onRejects(file, () => open(state));
  const cutBack = ({ length }: RejectsState): void => {
    if (isWhole) onRejects(file, () => ftruncateSync(descriptor, length));
  };
  try {
    if (isWhole) onRejects(file, () => requireAsWritten(descriptor, state));
    cutBack(state);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return {
    append(before, lines) {
      const bytes = Buffer.concat(lines);
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
      if (!isWhole || !last.isMade || last.length > 0) return;
      forget({ ...last, isThere: false });
      rmSync(file, { force: true });
    },
    copy: isWhole
      ? (before, lines) => onRejects(file, () => copyLines(descriptor, before, lines))
      : undefined,
  };
}

/** Whether somebody has put an empty file in its place: then nothing of before counts. */
export function isGivenUp({ file, length, isBeingReplaced }: RejectsState): boolean {
  const there = statSync(file, { throwIfNoEntry: false });
  return length > 0 && !isBeingReplaced && there?.isFile() === true && there.size === 0;
}

/** What a shell has opened already, `/dev/stdout` for one, is written to where it stands, never cut or removed. */
function isRegular(file: string): boolean {
  const there = statSync(file, { throwIfNoEntry: false });
  return !/^\/(?:dev|proc)\//.test(file) && there?.isFile() !== false;
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
      hint: 'Put it back as it was; or move it away and leave an empty file in its place, for further rejects.',
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
