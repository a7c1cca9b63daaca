import { basename, extname } from 'node:path';
import { openLinesFile, type LinesFile } from '../output-file.ts';
import type { TaskLine } from './task-line.ts';

/**
 * Where those that failed are written, below the folder in which the command stands: `people.failed.jsonl` for
 * people.csv, and `people.failed-2.jsonl` when that file is fed back, so that it is not written over.
 */
export function failedFileName(each: string): string {
  const name = basename(each, extname(each));
  const again = /^(.*)\.failed(?:-(\d+))?$/.exec(name);
  const number = again === null ? '' : `-${Number(again[2] ?? 1) + 1}`;
  return `${again?.[1] ?? name}.failed${number}.jsonl`;
}

/** A file that --each takes back. Nothing is left behind where nobody failed. Fails with storage-failed. */
export function openFailedFile(
  name: string,
  options: { readonly append: boolean },
): { add(line: TaskLine): void; close(): void } {
  const file: LinesFile = openLinesFile(name, options);
  return {
    add({ target, line, task, error }) {
      const { code, message } = error ?? { code: 'internal', message: '' };
      file.write(`${JSON.stringify({ target, line, task, code, message })}\n`);
    },
    close: () => file.close(),
  };
}

export const hasFailed = ({ status }: TaskLine): boolean => status === 'failed' || status === 'error';
