import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { SecretContent } from '../../../secrets/secret-store.ts';
import { Secret } from '../../../secrets/secret.ts';
import { checkContent } from '../../../secrets/store/content-limits.ts';
import { askHiddenTwice } from './ask-hidden.ts';
import { refuseRepeated, type KeySource } from './key-words.ts';
import { readText } from './read-text.ts';
import type { ContentOptions } from './secret-options.ts';
import { parseValuesFile } from './values-file.ts';

/**
 * The values of a secret: those of --file, those of files and standard input, and those that are asked for. Says on
 * standard error what is easily overlooked in them. Fails with usage, invalid-parameter, cancelled or aborted.
 */
export async function readContent(
  host: Host,
  sources: readonly KeySource[],
  options: ContentOptions,
): Promise<SecretContent> {
  const pairs: [string, string][] = [];
  if (options.file !== undefined) {
    const text = await readText(host, options.file, 'What --file names');
    pairs.push(...(await parseValuesFile(text, options.file === '-' ? 'standard input' : options.file)));
  }
  refuseRepeated([...pairs.map(([key]) => key), ...sources.map(({ key }) => key)]);
  for (const { key, file } of sources) {
    const text =
      file === undefined
        ? await askFor(host, key, options)
        : await readText(host, file, `The value of ${key}`);
    if (file !== undefined && text.endsWith('\n')) {
      say(
        host,
        options,
        `The value of ${key} ends in a newline, which is kept; printf %s writes none, and so does head -c -1.`,
      );
    }
    pairs.push([key, text]);
  }
  for (const [key] of pairs.filter(([, text]) => text === ''))
    say(host, options, `The value of ${key} is empty.`);
  const content = Object.fromEntries(pairs.map(([key, text]) => [key, new Secret(text)]));
  checkContent(content);
  return content;
}

/** Whether values that are asked for can be; looked at before anything else is. Fails with usage. */
export function requireSources(host: Host, sources: readonly KeySource[], options: ContentOptions): void {
  const asked = sources.filter(({ file }) => file === undefined).map(({ key }) => key);
  if (asked.length === 0 || isAskable(host, options)) return;
  const [first = ''] = asked;
  throw new IdpError(
    'usage',
    `The value of ${asked.join(', ')} is not given, and nobody can be asked here.`,
    {
      hint: `Pipe it in with ${first}#file=-, name a file with ${first}#file=PATH, or give a map of all of them with --file.`,
    },
  );
}

const isAskable = (host: Host, { input }: ContentOptions): boolean => input && host.prompts !== undefined;

async function askFor(host: Host, key: string, options: ContentOptions): Promise<string> {
  if (host.prompts === undefined || !options.input) throw new Error('requireSources comes first.');
  return askHiddenTwice(host.prompts, `${key}:`, host.interruption().signal);
}

function say(host: Host, { quiet }: ContentOptions, line: string): void {
  if (quiet !== true) host.stderr.write(`${line}\n`);
}
