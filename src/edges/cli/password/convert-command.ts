import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import type { Conversion } from '../../../passwords/convert/conversion.ts';
import { answerLines } from './answer-lines.ts';
import { convertLine } from './convert-line.ts';
import { readKind, readSettings, type ConversionOptions } from './conversion-settings.ts';
import { besideOf, judgingVersion, type VersionOptions } from './judging-version.ts';
import { askHash, openInput, type InputOptions } from './open-input.ts';

export type ConvertOptions = InputOptions & VersionOptions & ConversionOptions;

/**
 * `idp password convert`: each hash in the form that Kratos takes, as text alone on its line, so that the lines stay those
 * of the input; an empty one where Kratos can hold none. Gives the exit status, 6 where there is such a line.
 */
export async function convertCommand(
  host: Host,
  words: readonly string[],
  options: ConvertOptions,
): Promise<number> {
  const kind = readKind(options);
  const settings = readSettings(options, kind);
  const input = await openInput(host, words, options, {
    what: 'hashes',
    ask: (prompts) => askHash(prompts, host),
  });
  const judging = await judgingVersion(host, options);
  return answerLines<Converted>(host, options, input.lines, {
    atOnce: 64,
    work: (line) =>
      Promise.resolve({ line: line.number, to: convertLine(line, kind, settings, judging.version) }),
    isGood: ({ to }) => to.to === 'kratos' || to.to === 'nothing',
    list: 'conversions',
    beside: besideOf(judging),
    item: ({ line, to }) => ({
      line,
      ...factsOf(to),
      caution: 'caution' in to ? (to.caution ?? null) : null,
    }),
    jsonLine: ({ to }) => factsOf(to),
    text({ to }) {
      const hash = to.to === 'kratos' ? to.hash : '';
      if (hash === '' && input.isTyped) return '';
      return `${host.stdout.isTerminal ? printable(hash) : hash}\n`;
    },
    remark: ({ line, to }) => remarkOn(to, input.isTyped ? 'It' : `Line ${line}`),
    fault: (bad, all) =>
      new IdpError(
        'partial',
        all === 1 ? 'Kratos cannot hold this hash.' : `Of ${all} hashes, Kratos cannot hold ${bad}.`,
        {
          hint: '--format jsonl tells of every line what it needs; what needs the hook is served by idp password-hook.',
        },
      ),
  });
}

type Converted = { readonly line: number; readonly to: Conversion };

/** A password that the source holds in clear text is in no answer. */
function factsOf(to: Conversion) {
  return {
    to: to.to,
    hash: 'hash' in to ? to.hash : null,
    kind: 'kind' in to ? to.kind : null,
    reason: 'reason' in to ? to.reason : null,
  };
}

function remarkOn(to: Conversion, which: string): string | undefined {
  switch (to.to) {
    case 'kratos':
      return to.caution === undefined ? undefined : `${which} is converted; mind: ${to.caution}`;
    case 'hook':
      return `${which} needs the hook (${to.kind}): ${to.reason}`;
    case 'plain':
      return `${which} is no hash but a password: ${to.reason}`;
    case 'nothing':
      return `${which} has no usable password: ${to.reason}`;
    case 'refused':
      return to.reason.startsWith('Line ') ? to.reason : `${which} is not converted: ${to.reason}`;
  }
}
