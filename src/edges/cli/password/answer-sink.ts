import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { openOutputFile } from '../output-file.ts';

/** Where answers go: standard output, or the file of -o. */
export type AnswerSink = {
  add(text: string): void;
  /** Writes what was added, and goes on when it has been taken; false where nobody reads any more. */
  flush(): Promise<boolean>;
  /** The same where there is much of it by now. */
  settle(): Promise<boolean>;
  /** Whether anything has left for standard output. */
  isBegun(): boolean;
  keep(): void;
  discard(): void;
};

/** Opened before anything is read, so that a file that cannot be written costs nothing. Fails with storage-failed. */
export function openAnswerSink({ stdout }: Pick<Host, 'stdout'>, { output }: GlobalOptions): AnswerSink {
  const file = output === undefined ? undefined : openOutputFile(output);
  let waiting = '';
  let begun = false;
  async function flush(): Promise<boolean> {
    const text = waiting;
    waiting = '';
    if (text === '') return true;
    if (file !== undefined) {
      file.write(text);
      return true;
    }
    begun = true;
    stdout.write(text);
    return (await stdout.taken?.()) ?? true;
  }
  return {
    add: (text) => void (waiting += text),
    flush,
    settle: () => (waiting.length < enough ? taken : flush()),
    isBegun: () => begun,
    keep: () => file?.keep(),
    discard() {
      waiting = '';
      file?.discard();
    },
  };
}

const taken = Promise.resolve(true);

/** Characters; what a pipe holds on Linux. */
const enough = 65_536;
