import { IdpError } from '../errors/idp-error.ts';
import { keychainProgram } from './installation.ts';
import type { KeychainAnswer, KeychainCall } from './keychain-call.ts';
import { runProgram, type ProgramEnd } from './run-program.ts';

/** The operating system's keychain, as src/secrets/store takes it. */
export type Keychain = {
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  /** One that is not there is no failure. */
  remove(account: string): Promise<void>;
};

/**
 * The keychain of the user of this process, entries of the service `idp`: Secret Service on Linux, Keychain on macOS,
 * Credential Manager on Windows. Every call ends within five seconds, and fails with secret-store-locked.
 */
export function systemKeychain(options: KeychainOptions = {}): Keychain {
  const { environment = process.env, limitMs = defaultLimitMs } = options;
  const program = options.program ?? [process.execPath, keychainProgram()];
  async function call(asked: KeychainCall): Promise<string | undefined> {
    const input = JSON.stringify(asked);
    const answer = answerOf(await runProgram(program, { environment, input, timeoutMs: limitMs }));
    if ('failed' in answer) throw failure(answer.failed);
    return answer.value ?? undefined;
  }
  return {
    get: (account) => call({ service, account, call: 'get' }),
    set: async (account, value) => void (await call({ service, account, call: 'set', value })),
    remove: async (account) => void (await call({ service, account, call: 'remove' })),
  };
}

export type KeychainOptions = {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What answers a KeychainCall on its standard input. */
  readonly program?: readonly [string, ...string[]];
  readonly limitMs?: number;
};

const service = 'idp';

/** What is left of five seconds is for starting and ending the program that asks. */
const defaultLimitMs = 4500;

function answerOf(end: ProgramEnd): KeychainAnswer {
  if (end.ended === 'timeout') return { failed: noAnswer };
  // Without the native part for this platform the program ends before it can say anything.
  if (end.ended !== 'well') return { failed: noNativePart };
  return JSON.parse(new TextDecoder().decode(end.stdout)) as KeychainAnswer;
}

const noAnswer = 'no answer';
const noNativePart = 'no native part';

/** The words were measured with @napi-rs/keyring 2.1.2 on Linux; those of other systems are theirs. */
function failure(said: string): IdpError {
  const [, sentence] =
    sentences.find(([words]) => words.test(said)) ??
    ([/^/, `The keychain is absent: ${said.replace(/[.\s]+$/, '')}.`] as const);
  const locked = /\blocked\b/.test(sentence);
  return new IdpError('secret-store-locked', sentence, {
    hint: locked
      ? 'Unlock the keychain and run it again, or protect the store by a passphrase or a key file.'
      : 'Run it where the keychain of your session can be reached, or protect the store by a passphrase or a key file.',
  });
}

const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /prompt was dismissed|IsLocked|is locked|interaction is not allowed|user canceled/i,
    'The keychain is locked.',
  ],
  [
    new RegExp(`^${noAnswer}$|did not receive a reply`, 'i'),
    'The keychain is locked, or hangs: it did not answer within five seconds.',
  ],
  [
    /DBUS_SESSION_BUS_ADDRESS|failed to open connection|connect to/i,
    'The keychain is absent: this session has no D-Bus.',
  ],
  [
    /not provided by any|ServiceUnknown/i,
    'The keychain is absent: no Secret Service (such as gnome-keyring) runs here.',
  ],
  [/no result found/i, 'The keychain is absent: the Secret Service has no keyring yet.'],
  [
    new RegExp(`^${noNativePart}$`),
    'The keychain is absent: @napi-rs/keyring has no native part for this platform.',
  ],
];
