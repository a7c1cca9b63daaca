import { IdpError } from '../../errors/idp-error.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import type { SecretContent } from '../secret-store.ts';
import type { BackendReference } from './backend-reference.ts';
import type { CommandSettings, DeclaredBackends } from './command-settings.ts';
import { printedSecret } from './printed-secret.ts';

/** Runs a program; src/host/run-program.ts as this room sees it. */
export type RunProgram = (
  argv: readonly [string, ...string[]],
  timeoutMs: number | undefined,
) => Promise<
  | { readonly ended: 'well'; readonly stdout: Uint8Array }
  | { readonly ended: 'failed'; readonly how: string }
  | { readonly ended: 'absent' | 'timeout' | 'too-much' | 'interrupted' }
>;

/** Reads secrets of the backends that are declared. */
export type CommandBackends = (reference: BackendReference) => Promise<SecretContent>;

/**
 * Secrets that programs print: each program is run once for the same arguments. What goes wrong is told without a word of
 * what was printed. Fails with usage, secret-not-found, secret-store-locked (no answer in time) or aborted.
 */
export function commandBackends({ file, backends }: DeclaredBackends, run: RunProgram): CommandBackends {
  const ended = new Map<string, ReturnType<RunProgram>>();
  const runOnce = (argv: readonly [string, ...string[]], timeoutMs: number | undefined) => {
    const line = JSON.stringify(argv);
    const known = ended.get(line) ?? run(argv, timeoutMs);
    ended.set(line, known);
    return known;
  };
  return async (reference) => {
    const { backend, name, key = defaultKey } = reference;
    const settings = backends.get(backend);
    if (settings === undefined) throw unknownBackend(file, backends);
    const end = await runOnce(filledIn(settings.command, name, key), settings.timeoutMs);
    const failure = (code: ErrorCode, what: string, hint: string): IdpError =>
      new IdpError(code, `The backend ${backend} ${what}.`, {
        hint: `Nothing was sent. ${hint}`,
        details: { backend, secret: name },
      });
    const byHand = `Run what ${file} says of ${backend} by hand to see why.`;
    switch (end.ended) {
      case 'absent':
        throw failure(
          'usage',
          `cannot be asked: there is no program ${settings.command[0]} here`,
          `Install it, or mend ${file}.`,
        );
      case 'failed':
        throw failure(
          'secret-not-found',
          `gave nothing for ${name}: its program ended with ${end.how}`,
          byHand,
        );
      case 'timeout':
        throw failure(
          'secret-store-locked',
          `did not answer in time for ${name}`,
          `Unlock it, or give it more time: timeout in ${file}.`,
        );
      case 'too-much':
        throw failure(
          'secret-not-found',
          `gave nothing for ${name}: its program printed more than 1 MB`,
          byHand,
        );
      case 'interrupted':
        throw failure('aborted', 'was interrupted', 'Run it again.');
      case 'well': {
        const printed = printedSecret(end.stdout, settings, key);
        if ('content' in printed) return printed.content;
        throw failure('secret-not-found', `gave nothing for ${name}: its program ${printed.fault}`, byHand);
      }
    }
  };
}

/** What is asked of a backend where a reference names no key. */
const defaultKey = 'password';

/** Once over each argument, so that nothing in a name is filled in again. */
const filledIn = (
  [program, ...args]: CommandSettings['command'],
  name: string,
  key: string,
): [string, ...string[]] => [
  program,
  ...args.map((arg) => arg.replaceAll(/\{(name|key)\}/g, (_, what) => (what === 'name' ? name : key))),
];

function unknownBackend(file: string, backends: DeclaredBackends['backends']): IdpError {
  // Not repeated: what looks like a reference may be a password with a colon in it.
  return new IdpError('usage', 'There is no backend for secrets of the name before the colon.', {
    hint: `Known are ${['env', ...backends.keys()].join(', ')}; others are declared in ${file}.`,
  });
}
