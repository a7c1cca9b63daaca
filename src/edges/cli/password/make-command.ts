import { availableParallelism } from 'node:os';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { exceedsBcryptLimit, PasswordTooLongError } from '../../../passwords/bcrypt-limit.ts';
import { hashArgon2id } from '../../../passwords/hash-argon2id.ts';
import { hashPassword } from '../../../passwords/hash-password.ts';
import { inspectHash } from '../../../passwords/inspect-hash.ts';
import { measuredVersion } from '../../../passwords/kratos-version.ts';
import { askHiddenTwice } from '../secret/ask-hidden.ts';
import { answerLines } from './answer-lines.ts';
import type { InputLine } from './input-lines.ts';
import { readMaking, type Making, type MakingOptions } from './making-options.ts';
import { openInput, type Input, type InputOptions } from './open-input.ts';
import { secretPassword, type SecretOptions } from './secret-password.ts';

export type MakeOptions = InputOptions & SecretOptions & MakingOptions;

/**
 * `idp password make`: the hash of each password, which is typed twice, read a line each, or that of a secret. Gives the exit
 * status, 6 where one cannot be hashed.
 */
export async function makeCommand(
  host: Host,
  words: readonly string[],
  options: MakeOptions,
): Promise<number> {
  const making = readMaking(options);
  const input = await openPasswords(host, words, options, making);
  const caution = cautionOf(making);
  if (caution !== undefined && options.quiet !== true) host.stderr.write(`warning: ${caution}\n`);
  return answerLines<Made>(host, options, input.lines, {
    atOnce: atOnceOf(making),
    work: async (line) => ({ line: line.number, ...(await makeOf(line, making)) }),
    isGood: ({ hash }) => hash !== null,
    list: 'hashes',
    beside: {},
    item: (made) => made,
    jsonLine: ({ hash, reason }) => ({ hash, reason }),
    text: ({ hash }) => (hash === null && input.isTyped ? '' : `${hash ?? ''}\n`),
    remark: ({ line, reason }) => remarkOn(reason, input.isTyped ? undefined : line),
    fault: (bad, all) =>
      new IdpError(
        'partial',
        all === 1 ? 'The password was not hashed.' : `Of ${all} passwords, ${bad} were not hashed.`,
        {
          hint: 'Of a file, an empty line stands for each of them; --format jsonl tells the reason of every one.',
        },
      ),
  });
}

type Made = { readonly line: number; readonly hash: string | null; readonly reason: string | null };

/** What is to be known of hashes of such costs, such as that a later Kratos refuses them. */
function cautionOf(making: Making): string | undefined {
  const like =
    making.algorithm === 'bcrypt'
      ? `$2b$${String(making.cost).padStart(2, '0')}$${'.'.repeat(53)}`
      : `$argon2id$v=19$m=${making.memory},t=${making.passes},p=${making.lanes}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  return inspectHash(like, measuredVersion).caution;
}

async function openPasswords(
  host: Host,
  words: readonly string[],
  options: MakeOptions,
  making: Making,
): Promise<Input> {
  if (options.passwordSecretId === undefined) {
    const check = (typed: string) => faultOf(typed, making);
    return openInput(host, words, options, {
      what: 'passwords',
      ask: (prompts) => askHiddenTwice(prompts, 'password:', host.interruption().signal, check),
    });
  }
  if (words.length > 0 || options.file !== undefined) {
    throw new IdpError('usage', '--password-secret-id is one password, and a file of them is named too.', {
      hint: 'Give one of the two.',
    });
  }
  const secret = await secretPassword(host, options);
  return { lines: one(secret?.reveal() ?? ''), isTyped: true };
}

async function* one(text: string): AsyncGenerator<readonly InputLine[]> {
  yield [{ number: 1, text }];
}

async function makeOf(
  line: InputLine,
  making: Making,
): Promise<{ readonly hash: string | null; readonly reason: string | null }> {
  const reason = 'fault' in line ? line.fault : faultOf(line.text, making);
  if (reason !== undefined || 'fault' in line) return { hash: null, reason: reason ?? null };
  const hash =
    making.algorithm === 'bcrypt'
      ? await hashPassword(line.text, making)
      : await hashArgon2id(line.text, making);
  return { hash, reason: null };
}

/** Why a password is not hashed; in the words of the error that hashing it would give. */
function faultOf(password: string, { algorithm }: Making): string | undefined {
  if (password === '') return 'The password is empty.';
  if (algorithm !== 'bcrypt' || !exceedsBcryptLimit(password)) return undefined;
  return `${new PasswordTooLongError(Buffer.byteLength(password)).message}.`;
}

function remarkOn(reason: string | null, line: number | undefined): string | undefined {
  if (reason === null) return undefined;
  return line === undefined || reason.startsWith('Line ') ? reason : `Line ${line}: ${reason}`;
}

/** As many as there are cores, within a gigabyte. */
function atOnceOf(making: Making): number {
  const most = Math.min(availableParallelism(), 4);
  return making.algorithm === 'bcrypt'
    ? most
    : Math.max(1, Math.min(most, Math.floor(2 ** 20 / making.memory)));
}
