import { closeSync, existsSync, fdatasyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { LineRange } from './journal-reject-lines.ts';
import type { RejectsState } from './reject-state.ts';
import { syncFolder } from './sync-folder.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Copies the lines that still tell the truth beside the file of rejects. As soon as what this gives is kept, `settleCopy` puts
 * the copy in its place, also after a crash.
 */
export function copyLines(descriptor: number, state: RejectsState, lines: Iterable<LineRange>): RejectsState {
  const copy = openSync(copyOf(state), 'w', 0o600);
  let length = 0;
  let checksum = 0;
  try {
    for (const line of lines) {
      const bytes = Buffer.alloc(line.length);
      readSync(descriptor, bytes, 0, line.length, line.start);
      writeWhole(copy, bytes);
      length += line.length;
      checksum = crc32(bytes, checksum);
    }
    fdatasyncSync(copy);
  } catch (error) {
    rmSync(copyOf(state), { force: true });
    throw error;
  } finally {
    closeSync(copy);
  }
  return { ...state, stale: 0, length, checksum, isBeingReplaced: true };
}

/** Puts a copy in the place of the file that it is of, or takes away one that never counted. */
export function settleCopy(state: RejectsState): void {
  const copy = copyOf(state);
  if (!existsSync(copy)) return;
  if (state.isBeingReplaced) renameSync(copy, state.file);
  else rmSync(copy);
  syncFolder(dirname(copy));
}

const copyOf = ({ file }: RejectsState): string => `${file}.idp-copy`;
