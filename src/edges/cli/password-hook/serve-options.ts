import { IdpError } from '../../../errors/idp-error.ts';
import type { Limits } from '../../../password-hook/answer-question.ts';
import type { GlobalOptions } from '../options.ts';
import type { DatabaseOptions } from './hook-database.ts';

export type ServeOptions = GlobalOptions &
  DatabaseOptions & {
    readonly host: string;
    readonly port: string;
    readonly keySecretId?: string;
    readonly keyHeader: string;
    /** False with --no-key. */
    readonly key: boolean;
    readonly pepperSecretId?: string;
    readonly limitEach: string;
    readonly limitAll: string;
    readonly atOnce: string;
  };

/** What of the options can be wrong by itself. Fails with usage. */
export function readServeOptions(options: ServeOptions): {
  readonly port: number;
  readonly limits: Limits;
  readonly isLoopback: boolean;
} {
  const isLoopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/i.test(options.host);
  if (options.key && options.keySecretId === undefined) {
    throw usage('Without a key everybody who reaches the server could try passwords: give --key-secret-id.');
  }
  if (!options.key && options.keySecretId !== undefined) {
    throw usage('Give either --key-secret-id or --no-key, not both.');
  }
  if (!options.key && !isLoopback)
    throw usage('--no-key goes with a --host of loopback only, such as 127.0.0.1.');
  return {
    port: wholeNumber('--port', options.port, 0, 65_535),
    limits: {
      each: wholeNumber('--limit-each', options.limitEach, 0, 1_000_000),
      all: wholeNumber('--limit-all', options.limitAll, 0, 1_000_000),
      atOnce: wholeNumber('--at-once', options.atOnce, 1, 1000),
      waiting: 100,
    },
    isLoopback,
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw usage(`${option} must be a whole number from ${least} to ${most}.`);
}

function usage(message: string): IdpError {
  return new IdpError('usage', message, { hint: 'idp password-hook serve --help lists its options.' });
}
