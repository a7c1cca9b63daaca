import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { inspectHash, type HashReport } from '../../../passwords/inspect-hash.ts';
import { renderText } from '../render-text.ts';
import { answerLines } from './answer-lines.ts';
import { hashIn } from './hash-in-line.ts';
import type { InputLine } from './input-lines.ts';
import { besideOf, judgingVersion, type VersionOptions } from './judging-version.ts';
import { askHash, openInput, type InputOptions } from './open-input.ts';

export type InspectOptions = InputOptions & VersionOptions;

/**
 * `idp password inspect`: of each hash its format, whether Kratos imports it, and whether it can ever match. Gives the
 * exit status, 6 where one cannot. The hash itself is in no answer.
 */
export async function inspectCommand(
  host: Host,
  words: readonly string[],
  options: InspectOptions,
): Promise<number> {
  const input = await openInput(host, words, options, {
    what: 'hashes',
    ask: (prompts) => askHash(prompts, host),
  });
  const judging = await judgingVersion(host, options);
  return answerLines<Inspected>(host, options, input.lines, {
    atOnce: 64,
    work: (line) => Promise.resolve({ line: line.number, report: reportOn(line, judging.version) }),
    isGood: ({ report }) => report.canMatch,
    list: 'hashes',
    beside: besideOf(judging),
    item: ({ line, report }) => ({
      line,
      format: report.format,
      parameters: report.parameters,
      ...judgementOf(report),
      advice: report.advice ?? null,
      caution: report.caution ?? null,
    }),
    jsonLine: ({ report }) => ({ format: report.format, ...judgementOf(report) }),
    text: ({ line, report }) => `${input.isTyped ? '' : `line ${line}\n`}${blockOf(report)}\n`,
    fault: (bad, all) =>
      new IdpError(
        'partial',
        all === 1
          ? 'No password can ever match this hash.'
          : `Of ${all} hashes, ${bad} can never be matched by a password.`,
        { hint: 'The reason stands with each of them; idp password convert mends what can be mended.' },
      ),
  });
}

type Inspected = { readonly line: number; readonly report: HashReport };

function reportOn(line: InputLine, version: JudgedVersion): HashReport {
  const { hash, fault } = hashIn(line);
  if (fault === undefined) return inspectHash(hash, version);
  return { format: 'unknown', parameters: {}, accepted: false, canMatch: false, reason: fault };
}

type JudgedVersion = Parameters<typeof inspectHash>[1];

const judgementOf = ({ accepted, canMatch, reason }: HashReport) => ({
  accepted,
  'can-match': canMatch,
  reason: reason ?? null,
});

function blockOf({ format, parameters, accepted, canMatch, reason, advice, caution }: HashReport): string {
  const block = renderText({
    format,
    ...parameters,
    accepted,
    'can match': canMatch,
    reason,
    advice,
    caution,
  });
  return `${block.replaceAll(/^/gm, '  ')}\n`;
}
