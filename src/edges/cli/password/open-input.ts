import { statSync, type Stats } from 'node:fs';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { Prompts } from '../../../host/prompts/prompts.ts';
import type { GlobalOptions } from '../options.ts';
import { inputLines, type InputLine } from './input-lines.ts';
import { openNamedFile } from './open-named-file.ts';
import { refuseWords } from './refuse-words.ts';

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
export async function openInput(
  host: Host,
  words: readonly string[],
  options: InputOptions,
  wanted: Wanted,
): Promise<Input> {
  refuseWords(words);
  const named = [...words, ...(options.file === undefined ? [] : [options.file])];
  if (named.length > 1) throw usage('A file is named twice.', 'Give it as a word or with --file.');
  const [file] = named;
  if (file === undefined) return fromPrompt(host, options, wanted);
  const { signal } = host.interruption();
  if (file !== '-') {
    refuseOverwriting(file, options.output);
    return { lines: inputLines(await openNamedFile(file, signal)), isTyped: false };
  }
  if (host.prompts !== undefined) {
    throw usage(
      'Standard input is a terminal, which would show what is typed.',
      'Leave - out to be asked, and nothing is shown.',
    );
  }
  return { lines: inputLines(host.stdinChunks(signal)), isTyped: false };
}

/** What cannot be converted would be nowhere any more. */
function refuseOverwriting(file: string, output: string | undefined): void {
  if (output === undefined) return;
  const [read, written] = [statsOf(file), statsOf(output)];
  if (read?.isFile() && read.ino === written?.ino && read.dev === written.dev) {
    throw usage(
      '-o names the file that is read.',
      'Give it another name, and keep the old hashes until all are in.',
    );
  }
}

/** Undefined for what is no file; the sentence of an error would repeat its name, which may be a hash. */
function statsOf(name: string): Stats | undefined {
  try {
    return statSync(name);
  } catch {
    return undefined;
  }
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
