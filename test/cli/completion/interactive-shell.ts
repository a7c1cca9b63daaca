import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import type { Shell } from '../../../src/edges/cli/completion/shells.ts';
import type { User } from '../user.ts';

/** A shell on a pseudo-terminal, with the completion that a user's start-up file has loaded into it. */
export type InteractiveShell = {
  type(keys: string): void;
  /** Resolves when the text was shown since the last line was taken. */
  waitFor(text: string): Promise<void>;
  /** What was shown since the last line was taken. */
  shown(): string;
  /** Everything that was shown. */
  everShown(): string;
  /** The line as it stands, `|` where the cursor is; takes it away. All keys typed before have been obeyed by then. */
  takeLine(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Opens it in the user's home, with an `idp` on its PATH that is the shell script `program`, and with more lines in its
 * start-up file where they are given. What keys did is awaited by what is shown, never by time: a key of the test's own
 * prints the line when its turn comes.
 */
export async function openShell(
  shell: Shell,
  user: User,
  program: string,
  startUpLines = '',
): Promise<InteractiveShell> {
  requireShell(shell);
  const bin = join(user.home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'idp'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  const pty = spawn(shell, prepareStartUp(shell, user.home, startUpLines), {
    cols: 120,
    rows: 60,
    cwd: user.home,
    env: {
      ...user.env,
      PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
      INPUTRC: '/dev/null',
      ZDOTDIR: user.home,
    },
  });
  let raw = '';
  let taken = 0;
  let over = false;
  const waiting = new Set<() => void>();
  const lookAgain = () => {
    for (const look of waiting) look();
  };
  const ended = new Promise<void>((resolve) => {
    pty.onExit(() => {
      over = true;
      resolve();
      lookAgain();
    });
  });
  pty.onData((data) => {
    raw += data;
    // fish 4 asks what the terminal is, and waits for the answer.
    if (data.includes('\u001B[c') || data.includes('\u001B[0c')) pty.write('\u001B[?62c');
    lookAgain();
  });
  const shown = () => stripVTControlCharacters(raw).slice(taken);
  const find = <Found>(look: () => Found | undefined, what: string): Promise<Found> =>
    new Promise((resolve, reject) => {
      const again = () => {
        const found = look();
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`${shell} ended without ${what}: ${shown()}`));
        else return;
        waiting.delete(again);
      };
      waiting.add(again);
      again();
    });
  const takeLine = async () => {
    pty.write(takeKey);
    const line = await find(() => /<<(.*?)>>/s.exec(shown())?.[1], 'a line');
    taken = stripVTControlCharacters(raw).length;
    return line;
  };
  await find(() => (shown().includes('ready> ') ? true : undefined), 'a prompt');
  return {
    type: (keys) => pty.write(keys),
    waitFor: async (text) => void (await find(() => (shown().includes(text) ? true : undefined), text)),
    shown,
    everShown: () => stripVTControlCharacters(raw),
    takeLine,
    async close() {
      pty.kill('SIGKILL');
      await ended;
    },
  };
}

/** The key that prints the line and takes it away: Ctrl-X t. */
const takeKey = '\u0018t';

function requireShell(shell: Shell): void {
  if (spawnSync(shell, ['--version']).status === 0) return;
  throw new Error(
    `These tests press TAB in a real ${shell}, and there is none: install it (apt-get install ${shell}; .ci/install-shells does).`,
  );
}

/** What each shell reads when it starts, below the user's home. */
const startUpFile: Readonly<Record<Shell, string>> = {
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: join('.config', 'fish', 'config.fish'),
};

/** Writes it; gives the shell's arguments. */
function prepareStartUp(shell: Shell, home: string, more: string): string[] {
  const file = join(home, startUpFile[shell]);
  mkdirSync(dirname(file), { recursive: true });
  const template = join(import.meta.dirname, 'start-up', basename(file).replace(/^\./, ''));
  writeFileSync(file, `${readFileSync(template, 'utf8')}${more}\n`);
  // Without this folder fish begins by reading all manual pages.
  mkdirSync(join(home, '.local', 'share', 'fish', 'generated_completions'), { recursive: true });
  return { bash: ['--noprofile', '--rcfile', file, '-i'], zsh: ['-d', '-i'], fish: ['-i'] }[shell];
}
