import { IdpError } from '../../../errors/idp-error.ts';
import type { ManyRequest } from '../../../engine/many.ts';
import type { PaceOptions } from './each-options.ts';

export type Pace = Pick<ManyRequest, 'concurrency' | 'rate' | 'maxFailures'>;

/** The pace that is asked for; where nothing is, `otherwise`. Fails with usage. */
export function readPace(options: PaceOptions, otherwise: Pace = defaultPace): Pace {
  const { concurrency, rate, maxFailures } = options;
  return {
    concurrency:
      concurrency === undefined
        ? otherwise.concurrency
        : wholeNumber(concurrency, '--concurrency', 1, mostAtOnce),
    rate: rate === undefined ? otherwise.rate : readRate(rate),
    maxFailures:
      maxFailures === undefined
        ? otherwise.maxFailures
        : wholeNumber(maxFailures, '--max-failures', 1, Number.MAX_SAFE_INTEGER),
  };
}

/** The count of --expect. Fails with usage. */
export function readExpect({ expect }: PaceOptions): number | undefined {
  return expect === undefined ? undefined : wholeNumber(expect, '--expect', 0, Number.MAX_SAFE_INTEGER);
}

const defaultPace: Pace = { concurrency: 4, rate: undefined, maxFailures: undefined };
// A Kratos of two cores answers no more of them sooner.
const mostAtOnce = 256;

function wholeNumber(text: string, named: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  throw new IdpError('usage', `${named} must be a whole number ${range}.`, { hint });
}

/** `5`, `0.5`, `5/s`. */
function readRate(text: string): number {
  const number = Number(/^(\d+(?:\.\d+)?|\.\d+)(?:\/s)?$/.exec(text)?.[1]);
  if (number > 0 && number <= 10_000) return number;
  throw new IdpError('usage', '--rate must be a number a second, such as 5, 0.5 or 20/s.', { hint });
}

const hint = 'idp run --help lists the options; nothing was recorded or sent.';
