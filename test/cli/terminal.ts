import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { main, wordsOf, type User } from './user.ts';

/** `idp` on a real pseudo-terminal: what it shows, with and without colours, and a keyboard. */
export type Terminal = {
  /** Everything shown so far, escape codes and all. */
  readonly raw: () => string;
  /** The same without escape codes. */
  readonly shown: () => string;
  /** Resolves when the text is shown; fails when the command ends before. */
  waitFor(text: string): Promise<void>;
  type(keys: string): void;
  /** Types the keys when the text is shown after what was typed before. */
  answer(text: string, keys: string): Promise<void>;
  readonly pid: number;
  readonly ended: Promise<number>;
};

export const enter = '\r';
export const ctrlC = '\u0003';
export const ctrlD = '\u0004';
export const ctrlZ = '\u001A';
export const down = '\u001B[B';
export const tab = '\t';

export function openTerminal(
  user: User,
  line: string | readonly string[],
  env: NodeJS.ProcessEnv = {},
  redirect = '',
  {
    columns = 200,
    before = '',
    after = '',
  }: { readonly columns?: number; readonly before?: string; readonly after?: string } = {},
): Terminal {
  const words = [process.execPath, main, ...wordsOf(line)];
  // What comes after it, such as a look at the terminal as it was left, needs a shell that stays, also at Ctrl-C.
  const script =
    after === '' ? `exec "$0" "$@" ${redirect}` : `trap : INT; ${before} "$0" "$@" ${redirect}; ${after}`;
  const pty = spawn('sh', ['-c', script, ...words], {
    cols: columns,
    rows: 50,
    env: { ...user.env, TERM: 'xterm-256color', ...env },
  });
  let raw = '';
  const waiting = new Set<() => void>();
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal);
      for (const look of waiting) look();
    });
  });
  let over = false;
  void ended.then(() => (over = true));
  let typedAt = 0;
  const shown = () => stripVTControlCharacters(raw);
  const waitFor = (text: string, from: () => number) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stripVTControlCharacters(raw.slice(from())).includes(text)) resolve();
        else if (over) reject(new Error(`It ended without showing ${JSON.stringify(text)}: ${shown()}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      void ended.then(look);
      look();
    });
  const type = (keys: string) => {
    typedAt = raw.length;
    pty.write(keys);
  };
  pty.onData((data) => {
    raw += data;
    for (const look of waiting) look();
  });
  return {
    raw: () => raw,
    shown,
    waitFor: (text) => waitFor(text, () => 0),
    type,
    async answer(text, keys) {
      await waitFor(text, () => typedAt);
      type(keys);
    },
    pid: pty.pid,
    ended,
  };
}
