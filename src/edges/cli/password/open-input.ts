import { constants, createReadStream, openSync, statSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { Prompts } from '../../../host/prompts/prompts.ts';
import type { GlobalOptions } from '../options.ts';
import { inputLines, type InputLine } from './input-lines.ts';
import { refuseWord, refuseWords } from './refuse-words.ts';

/** Lines as they come, and whether they were typed at a prompt, where they have no numbers. */
export type Input = { readonly lines: AsyncIterable<readonly InputLine[]>; readonly isTyped: boolean };

export type InputOptions = GlobalOptions & { readonly file?: string };

/** What a line holds, and how it is asked for where nothing else is named. */
export type Wanted = {
  /** For a sentence: `hashes`, `hashes and passwords`. */
  readonly what: string;
  readonly ask: (prompts: Prompts) => Promise<string>;
};

/**
 * Where the lines come from: the file that a word or --file names, standard input for `-`, or else a prompt that shows
 * nothing. Fails with usage where nobody can be asked, and for whatever may be a hash or a password: no word of the line
 * is repeated.
 */
export function openInput(
  host: Host,
  words: readonly string[],
  options: InputOptions,
  wanted: Wanted,
): Input {
  refuseWords(words);
  const named = [...words, ...(options.file === undefined ? [] : [options.file])];
  if (named.length > 1) throw usage('A file is named twice.', 'Give it as a word or with --file.');
  const [file] = named;
  if (file === undefined) return fromPrompt(host, options, wanted);
  const { signal } = host.interruption();
  if (file !== '-') return { lines: inputLines(open(file, signal)), isTyped: false };
  if (host.prompts !== undefined) {
    throw usage(
      'Standard input is a terminal, which would show what is typed.',
      'Leave - out to be asked, and nothing is shown.',
    );
  }
  return { lines: inputLines(host.stdinChunks(signal)), isTyped: false };
}

function fromPrompt({ prompts }: Host, { input }: InputOptions, { what, ask }: Wanted): Input {
  if (prompts === undefined || !input) {
    throw usage(
      `No ${what} are given, and nobody can be asked for them here.`,
      'Pipe them in, a line each, with -, or name the file they are in.',
    );
  }
  return { lines: asked(() => ask(prompts)), isTyped: true };
}

/** Not before the lines are wanted: whoever types a hash does so when nothing else can go wrong any more. */
async function* asked(ask: () => Promise<string>): AsyncGenerator<readonly InputLine[]> {
  yield [{ number: 1, text: await ask() }];
}

function open(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const there = look(file);
  if (there.isDirectory()) throw usage('What is named is a folder, not a file.', 'Name a file in it.');
  return read(there.isFIFO() ? openPipe(file, signal) : createReadStream(file, { signal }), signal);
}

function look(file: string): Stats {
  try {
    return statSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw ['ENOENT', 'ENAMETOOLONG', 'ENOTDIR'].includes(code) ? refuseWord() : unreadable(error);
  }
}

/** Opened otherwise, a pipe that nobody writes to would be waited for, deaf to every signal. */
function openPipe(file: string, signal: AbortSignal): Socket {
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    return new Socket({ fd, readable: true, writable: false, signal });
  } catch (error) {
    throw unreadable(error);
  }
}

async function* read(pieces: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw signal.aborted ? error : unreadable(error);
  }
}

/** Of the failure only its code: its sentence has the name, which may be no name. */
function unreadable(error: unknown): IdpError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown failure';
  return new IdpError('usage', `The file that is named cannot be read (${code}).`, {
    hint: 'Check that it may be read, or pipe it in with -.',
  });
}

const usage = (message: string, hint: string): IdpError => new IdpError('usage', message, { hint });

/** A hash at a prompt that shows nothing of it. Fails with cancelled or aborted. */
export async function askHash(prompts: Prompts, host: Host): Promise<string> {
  const typed = await prompts.password({
    message: 'hash:',
    signal: host.interruption().signal,
    fault: (text) => (text.trim() === '' ? 'It is empty.' : undefined),
  });
  return typed.trim();
}
