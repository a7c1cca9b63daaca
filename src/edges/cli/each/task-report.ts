import type { EndedTask } from '../../../engine/many.ts';
import { toIdpError, type IdpError } from '../../../errors/idp-error.ts';
import type { Output } from '../../../host/host.ts';
import { jsonText } from '../json-text.ts';
import type { GlobalOptions } from '../options.ts';
import { openLinesFile, type LinesFile } from '../output-file.ts';
import { hasFailed, openFailedFile } from './failed-file.ts';
import { holdsSecret, taskLine, type TaskLine } from './task-line.ts';

export type ReportOptions = Pick<GlobalOptions, 'format' | 'output'> & {
  readonly results?: string;
  readonly failed?: string;
};

/** Where the tasks of many go as they end: lines to files and programs, and what is left to the document at the end. */
export type TaskReport = {
  /** Opens the files whose names are known. Fails with storage-failed. */
  prepare(): void;
  /** This is what their operation is called. */
  begin(operation: string): void;
  /** There are to be so many of them. */
  expect(count: number): void;
  add(task: EndedTask): void;
  end(): Reported;
};

export type Reported = {
  /** For the document; undefined where a file or standard output has had them all. */
  readonly tasks: readonly TaskLine[] | undefined;
  /** The file with those that failed. */
  readonly failedFile: string | undefined;
  /** Why a file has not all that it should. */
  readonly fault: IdpError | undefined;
};

/** Tasks that a document lists; of more only those that hold secrets, which would be lost. */
const mostListed = 1000;

/** `failedName` says, by the operation, where those that failed go; `append` keeps what files hold already. */
export function createTaskReport(
  stdout: Output,
  options: ReportOptions,
  failedName: (operation: string) => string | undefined,
  append: boolean,
): TaskReport {
  const streams = options.format === 'jsonl';
  const listed: TaskLine[] = [];
  let total = 0;
  let operation = '';
  let lines: LinesFile | undefined;
  let document: LinesFile | undefined;
  let failed: ReturnType<typeof openFailedFile> | undefined;
  let someFailed = false;
  let fault: IdpError | undefined;

  /** A disk that is full ends no run: what a file does not take stands in the document. */
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      fault ??= toIdpError(error);
      return false;
    }
  };

  const nameFailed = () => options.failed ?? failedName(operation);
  const noteFailed = (line: TaskLine): void => {
    const name = nameFailed();
    if (name === undefined) return;
    someFailed = attempt(() => (failed ??= openFailedFile(name, { append })).add(line)) || someFailed;
  };

  const stream = (line: TaskLine): boolean => {
    const text = `${jsonText(line)}\n`;
    const inLines = lines !== undefined && attempt(() => lines?.write(text));
    if (!streams) return inLines;
    if (document === undefined) stdout.write(text);
    return document === undefined || attempt(() => document?.write(text)) || inLines;
  };

  return {
    prepare() {
      if (options.results !== undefined) lines = openLinesFile(options.results, { append });
      if (options.failed !== undefined) failed = openFailedFile(options.failed, { append });
      if (streams && options.output !== undefined) document = openLinesFile(options.output, { append });
    },
    begin: (name) => void (operation = name),
    expect: (count) => void (total = count),
    add(task) {
      const line = taskLine(task);
      if (hasFailed(line)) noteFailed(line);
      if (!stream(line) && (total <= mostListed || holdsSecret(line))) listed.push(line);
    },
    end() {
      for (const file of [lines, document, failed]) attempt(() => file?.close());
      const streamed = (lines !== undefined || streams) && listed.length === 0;
      return {
        tasks: streamed ? undefined : listed.toSorted((one, other) => Number(one.task) - Number(other.task)),
        failedFile: someFailed ? nameFailed() : undefined,
        fault,
      };
    },
  };
}
