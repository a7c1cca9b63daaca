import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { AskConsent } from '../engine/policy.ts';
import { askConsent } from './ask-consent.ts';
import { listenForSignals, type Interruption } from './ending-signals.ts';
import { userFolders, type Folders } from './folders.ts';

/** The world outside, as front doors see it: the only way to the process and its terminal. */
export type Host = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folders: Folders;
  /** `user@machine`, for the record. */
  readonly actor: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything on standard input, as text. */
  readStdin(): string;
  /** Asks for consent; absent where standard input or error is no terminal. */
  readonly ask: AskConsent | undefined;
  interruption(): Interruption;
  readonly now: () => Date;
};

export type Output = {
  write(text: string): void;
  readonly isTerminal: boolean;
};

export function processHost(): Host {
  const { env, stdin, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    // `idp actions | head -1`: the reader has what it wanted.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
  return {
    args: process.argv.slice(2),
    env,
    folders: userFolders(env),
    actor: actor(),
    stdout: { write: (text) => void stdout.write(text), isTerminal: stdout.isTTY },
    stderr: { write: (text) => void stderr.write(text), isTerminal: stderr.isTTY },
    readStdin: () => readFileSync(0, 'utf8'),
    ask: stdin.isTTY && stderr.isTTY ? (question) => askConsent(question, stderr) : undefined,
    interruption: listenForSignals,
    now: () => new Date(),
  };
}

function actor(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container's user id need not have a name.
    return `uid-${process.getuid?.() ?? 'unknown'}@${hostname()}`;
  }
}
