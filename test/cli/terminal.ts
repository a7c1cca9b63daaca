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
  readonly pid: number;
  readonly ended: Promise<number>;
};

export const enter = '\r';
export const ctrlC = '\u0003';
export const ctrlD = '\u0004';

export function openTerminal(
  user: User,
  line: string | readonly string[],
  env: NodeJS.ProcessEnv = {},
  redirect = '',
): Terminal {
  const words = [process.execPath, main, ...wordsOf(line)];
  const pty = spawn('sh', ['-c', `exec "$0" "$@" ${redirect}`, ...words], {
    cols: 200,
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
  const shown = () => stripVTControlCharacters(raw);
  pty.onData((data) => {
    raw += data;
    for (const look of waiting) look();
  });
  return {
    raw: () => raw,
    shown,
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (shown().includes(text)) resolve();
          else if (over) reject(new Error(`It ended without showing ${JSON.stringify(text)}: ${shown()}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        void ended.then(look);
        look();
      }),
    type: (keys) => pty.write(keys),
    pid: pty.pid,
    ended,
  };
}
