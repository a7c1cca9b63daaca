import { isatty } from 'node:tty';
import type { AskConsent } from '../engine/policy.ts';
import type { Asker } from '../history/history.ts';
import { askConsent } from './ask-consent.ts';
import { askerOf } from './asker.ts';
import { listenForSignals, type Interruption } from './ending-signals.ts';
import { userFolders, type Folders } from './folders.ts';
import { lazyPrompts } from './prompts/lazy-prompts.ts';
import type { ProgressBar } from './progress-bar.ts';
import type { Prompts } from './prompts/prompts.ts';
import { taken } from './taken.ts';
import { hushSqliteWarning } from './warnings.ts';

/** The world outside, as front doors see it: the only way to the process and its terminal. */
export type Host = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folders: Folders;
  /** Who uses this process, for the record. */
  readonly asker: Asker;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything on standard input, as text. Fails when the signal comes first. */
  readStdin(signal: AbortSignal): Promise<string>;
  /** The same bit by bit, as bytes. */
  stdinChunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Asks for consent; absent where standard input or error is no terminal. */
  readonly ask: AskConsent | undefined;
  /** Puts other questions; absent where `ask` is. */
  readonly prompts: Prompts | undefined;
  /** Shows how far something named is, on standard error; absent where that is no terminal. */
  readonly progressBar: ((name: string) => Promise<ProgressBar>) | undefined;
  interruption(): Interruption;
  readonly now: () => Date;
};

export type Output = {
  write(text: string): void;
  /** Resolves once what was written has been taken; false where nobody reads any more. Absent where writing waits. */
  taken?(): Promise<boolean>;
  readonly isTerminal: boolean;
};

export function processHost(): Host {
  const { env, stdout, stderr } = process;
  // process.stdin would open a stream that nobody reads.
  const isAskable = isatty(0) && stderr.isTTY;
  const prompts = isAskable ? lazyPrompts(stderr, env['TERM'] === 'dumb') : undefined;
  const write = (text: string) => void stderr.write(text);
  let interruption: Interruption | undefined;
  hushSqliteWarning();
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `idp actions | head -1`: the reader has what it wanted. What runs goes on, so that its record is closed.
    if (error.code === 'EPIPE') return;
    // The terminal is gone: the hang-up that came with it ends the run.
    if (error.code === 'EIO' && stdout.isTTY) return;
    stderr.write(`error: Standard output cannot be written: ${error.message}.\n`);
    process.exit(1);
  });
  // There is nowhere left to complain.
  stderr.on('error', () => undefined);
  return {
    args: process.argv.slice(2),
    env,
    folders: userFolders(env),
    asker: askerOf(env),
    stdout: {
      write: (text) => void stdout.write(text),
      taken: () => taken(stdout),
      isTerminal: stdout.isTTY,
    },
    stderr: { write, isTerminal: stderr.isTTY },
    readStdin,
    stdinChunks,
    ask: prompts === undefined ? undefined : (question) => askConsent(question, prompts, write),
    prompts,
    progressBar: stderr.isTTY ? progressBarOn(stderr) : undefined,
    interruption: () => (interruption ??= listenForSignals()),
    now: () => new Date(),
  };
}

async function readStdin(signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdinChunks(signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function* stdinChunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { addAbortSignal } = await import('node:stream');
  yield* addAbortSignal(signal, process.stdin) as AsyncIterable<Uint8Array>;
}

const progressBarOn = (output: NodeJS.WritableStream) => async (name: string) =>
  (await import('./progress-bar.ts')).openProgressBar(name, output);
